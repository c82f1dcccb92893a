/// Reads a tree operation's attributes into ``TreeOperationParts``.
enum TreeOperationLists {
    /// The parts of `TreeEnsembleClassifier` (votes called `class_…`) and `TreeEnsembleRegressor`
    /// (`target_…`), whose nodes are told by tree and number.
    static func parts(
        _ attributes: ONNXAttributes, votes: String
    ) throws(TensorFault) -> TreeOperationParts {
        var parts = TreeOperationParts()
        let treeIDs = attributes.integers("nodes_treeids")
        let nodeIDs = attributes.integers("nodes_nodeids")
        let modes = attributes.texts("nodes_modes")
        guard treeIDs.count == nodeIDs.count, modes.count == nodeIDs.count else {
            throw TensorFault("the lists of nodes have different lengths")
        }
        // A node's place: which tree, and which node of it, in the file's order.
        var trees: [Int: Int] = [:]
        var places: [NodeKey: (tree: Int, node: Int)] = [:]
        for index in nodeIDs.indices {
            let tree = trees[treeIDs[index], default: parts.trees.count]
            if tree == parts.trees.count {
                trees[treeIDs[index]] = tree
                parts.trees.append([])
            }
            let key = NodeKey(tree: treeIDs[index], node: nodeIDs[index])
            let place = (tree, parts.trees[tree].count)
            guard places.updateValue(place, forKey: key) == nil else {
                throw TensorFault("tree \(key.tree) has two nodes \(key.node)")
            }
            guard let mode = TreeOperationParts.Mode(rawValue: modes[index]), mode != .member
            else { throw TensorFault("nodes of the mode `\(modes[index])`") }
            parts.trees[tree].append(TreeOperationParts.Node(mode: mode))
        }
        try fill(&parts, attributes, places: places, treeIDs: treeIDs, nodeIDs: nodeIDs)
        try vote(&parts, attributes, places: places, votes: votes)
        return parts
    }

    private struct NodeKey: Hashable {
        let tree: Int
        let node: Int
    }

    private static func fill(
        _ parts: inout TreeOperationParts, _ attributes: ONNXAttributes,
        places: [NodeKey: (tree: Int, node: Int)], treeIDs: [Int], nodeIDs: [Int]
    ) throws(TensorFault) {
        let features = attributes.integers("nodes_featureids")
        let values = either(attributes, "nodes_values")
        let yes = attributes.integers("nodes_truenodeids")
        let no = attributes.integers("nodes_falsenodeids")
        let missing = attributes.integers("nodes_missing_value_tracks_true")
        let hitRates = either(attributes, "nodes_hitrates")
        let count = nodeIDs.count
        guard features.count == count, values.count == count, yes.count == count,
            no.count == count, missing.isEmpty || missing.count == count
        else { throw TensorFault("the lists of nodes have different lengths") }
        for index in nodeIDs.indices {
            let tree = treeIDs[index]
            guard let place = places[NodeKey(tree: tree, node: nodeIDs[index])] else { continue }
            var node = parts.trees[place.tree][place.node]
            node.feature = features[index]
            node.value = values[index]
            node.missingIsTrue = !missing.isEmpty && missing[index] == 1
            node.hitRate = hitRates.count == count ? max(hitRates[index], 0) : 0
            node.yes = places[NodeKey(tree: tree, node: yes[index])]?.node ?? -1
            node.no = places[NodeKey(tree: tree, node: no[index])]?.node ?? -1
            parts.trees[place.tree][place.node] = node
        }
    }

    private static func vote(
        _ parts: inout TreeOperationParts, _ attributes: ONNXAttributes,
        places: [NodeKey: (tree: Int, node: Int)], votes: String
    ) throws(TensorFault) {
        let trees = attributes.integers(votes + "_treeids")
        let nodes = attributes.integers(votes + "_nodeids")
        let outputs = attributes.integers(votes + "_ids")
        let weights = either(attributes, votes + "_weights")
        guard trees.count == nodes.count, outputs.count == nodes.count,
            weights.count == nodes.count
        else { throw TensorFault("the lists of leaves have different lengths") }
        for index in nodes.indices {
            let key = NodeKey(tree: trees[index], node: nodes[index])
            guard let place = places[key] else {
                throw TensorFault("a weight for node \(key.node) of tree \(key.tree), not there")
            }
            parts.trees[place.tree][place.node].votes.append((outputs[index], weights[index]))
        }
    }

    /// The list as float32, or as the tensor that may stand for it.
    static func either(_ attributes: ONNXAttributes, _ name: String) -> [Double] {
        let tensor = attributes.numbers(name + "_as_tensor")
        return tensor.isEmpty ? attributes.numbers(name) : tensor
    }

    /// The parts of the newest `TreeEnsemble`, where nodes of all trees stand in one list and leaves
    /// in another.
    static func parts(ofNewest attributes: ONNXAttributes) throws(TensorFault) -> TreeOperationParts
    {
        let lists = try NewestLists(attributes)
        var parts = TreeOperationParts()
        parts.outputCount = max(attributes.integer("n_targets") ?? 1, 1)
        // A tree is copied out of the list at most once, whatever the roots say.
        var isTaken = [Bool](repeating: false, count: lists.modes.count)
        for root in attributes.integers("tree_roots") {
            parts.trees.append(try lists.tree(root: root, isTaken: &isTaken))
        }
        return parts
    }

    private struct NewestLists {
        let features: [Int]
        let modes: [Int]
        let values: [Double]
        let yes: [Int]
        let yesIsLeaf: [Int]
        let no: [Int]
        let noIsLeaf: [Int]
        let missing: [Int]
        let outputs: [Int]
        let weights: [Double]

        init(_ attributes: ONNXAttributes) throws(TensorFault) {
            features = attributes.integers("nodes_featureids")
            modes = attributes.integers("nodes_modes")
            values = attributes.numbers("nodes_splits")
            yes = attributes.integers("nodes_truenodeids")
            yesIsLeaf = attributes.integers("nodes_trueleafs")
            no = attributes.integers("nodes_falsenodeids")
            noIsLeaf = attributes.integers("nodes_falseleafs")
            let missing = attributes.integers("nodes_missing_value_tracks_true")
            outputs = attributes.integers("leaf_targetids")
            weights = attributes.numbers("leaf_weights")
            let count = features.count
            self.missing = missing.isEmpty ? [Int](repeating: 0, count: count) : missing
            guard
                [modes, yes, yesIsLeaf, no, noIsLeaf, self.missing].allSatisfy({
                    $0.count == count
                }), values.count == count, outputs.count == weights.count
            else { throw TensorFault("the lists of nodes have different lengths") }
        }

        func tree(
            root: Int, isTaken: inout [Bool]
        ) throws(TensorFault) -> [TreeOperationParts.Node] {
            var tree = [try node(root, isTaken: &isTaken)]
            var sources = [root]
            var next = 0
            while next < tree.count {
                defer { next += 1 }
                guard tree[next].mode != .leaf else { continue }
                let source = sources[next]
                let children = [(yes[source], yesIsLeaf[source]), (no[source], noIsLeaf[source])]
                tree[next].yes = tree.count
                tree[next].no = tree.count + 1
                for (child, isLeaf) in children {
                    tree.append(isLeaf == 1 ? try leaf(child) : try node(child, isTaken: &isTaken))
                    sources.append(child)
                }
            }
            return tree
        }

        private func node(
            _ index: Int, isTaken: inout [Bool]
        ) throws(TensorFault) -> TreeOperationParts.Node {
            guard isTaken.indices.contains(index), !isTaken[index] else {
                throw TensorFault("node \(index) is missing, or two ways lead to it")
            }
            isTaken[index] = true
            let modes = TreeOperationParts.Mode.allCases
            guard modes.indices.contains(self.modes[index]),
                modes[self.modes[index]] != .member, modes[self.modes[index]] != .leaf
            else { throw TensorFault("nodes of the mode \(self.modes[index])") }
            return TreeOperationParts.Node(
                mode: modes[self.modes[index]], feature: features[index], value: values[index],
                missingIsTrue: missing[index] == 1)
        }

        private func leaf(_ index: Int) throws(TensorFault) -> TreeOperationParts.Node {
            guard outputs.indices.contains(index) else {
                throw TensorFault("leaf \(index) is missing")
            }
            return TreeOperationParts.Node(
                mode: .leaf, votes: [(outputs[index], weights[index])])
        }
    }
}
