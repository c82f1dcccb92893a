/// Cuts a tree into ``LeafGroup``s, as large as they may be, and the deep leaves between them.
struct TreeCutter {
    /// More splits than this on the ways to a tree's groups are refused.
    static let mostSteps = 1 << 24

    private struct Visit {
        let node: Int
        let depth: Int
    }

    private let ensemble: TreeEnsemble
    private let ranks: ThresholdRanks
    private let tree: Int
    /// How many splits are below each node, itself included; shape `[nodes of the tree]`.
    private var splitCounts: [Int]
    /// The splits from the root to where the walk is, and whether it went left.
    private var path: [(split: Int, goesLeft: Bool)] = []
    /// How often each slot is on the path, and how many slots are.
    private var uses: [Int32]
    private var distinctCount = 0
    private var stepCount = 0
    private var maskOfSplit: [Int: Int] = [:]
    private var batch = LeafBatch()
    private var batches: [LeafBatch] = []

    private init(_ ensemble: TreeEnsemble, ranks: ThresholdRanks, tree: Int) {
        self.ensemble = ensemble
        self.ranks = ranks
        self.tree = tree
        uses = [Int32](repeating: 0, count: ranks.features.count)
        let root = ensemble.roots[tree]
        splitCounts = [Int](repeating: 0, count: ensemble.roots[tree + 1] - root)
        // Parents come before their children.
        for node in splitCounts.indices.reversed() where ensemble.tests[root + node] != .leaf {
            splitCounts[node] =
                1 + splitCounts[Int(ensemble.left[root + node]) - root]
                + splitCounts[Int(ensemble.right[root + node]) - root]
        }
    }

    /// - Throws: ``ExplanationError/treeTooDeep(tree:splits:most:)``.
    /// - Complexity: O(leaves · depth).
    static func batches(
        of ensemble: TreeEnsemble, ranks: ThresholdRanks, tree: Int
    ) throws(ExplanationError) -> [LeafBatch] {
        var cutter = TreeCutter(ensemble, ranks: ranks, tree: tree)
        try cutter.walk()
        return cutter.batches
    }

    private mutating func walk() throws(ExplanationError) {
        let root = ensemble.roots[tree]
        var visits = [Visit(node: root, depth: 0)]
        while let visit = visits.popLast() {
            goBack(to: visit)
            let isLeaf = ensemble.tests[visit.node] == .leaf
            if distinctCount + splitCounts[visit.node - root] <= LeafGroup.mostBits {
                addGroup(below: visit.node)
            } else if isLeaf {
                addDeepLeaf(visit.node)
            } else {
                visits.append(Visit(node: Int(ensemble.right[visit.node]), depth: visit.depth + 1))
                visits.append(Visit(node: Int(ensemble.left[visit.node]), depth: visit.depth + 1))
                enter(visit.node)
                continue
            }
            guard stepCount <= Self.mostSteps else {
                throw .treeTooDeep(tree: tree, splits: stepCount, most: Self.mostSteps)
            }
            if batch.groups.count + batch.deepLeaves.count == LeafBatch.most { endBatch() }
        }
        if !batch.groups.isEmpty || !batch.deepLeaves.isEmpty { endBatch() }
    }

    private mutating func endBatch() {
        batches.append(batch)
        batch = LeafBatch()
        maskOfSplit.removeAll(keepingCapacity: true)
    }

    private func slot(_ split: Int) -> Int {
        Int(ranks.slotOfFeature[Int(ensemble.features[split])])
    }

    /// Adds a split to the path; the left child is visited first.
    private mutating func enter(_ split: Int) {
        path.append((split, true))
        let slot = slot(split)
        if uses[slot] == 0 { distinctCount += 1 }
        uses[slot] += 1
    }

    /// Leaves the splits that are not above a node, and turns to its side of its parent.
    private mutating func goBack(to visit: Visit) {
        while path.count > visit.depth, let (split, _) = path.popLast() {
            let slot = slot(split)
            uses[slot] -= 1
            if uses[slot] == 0 { distinctCount -= 1 }
        }
        guard let last = path.indices.last else { return }
        path[last].goesLeft = Int(ensemble.left[path[last].split]) == visit.node
    }

    private mutating func mask(of split: Int) -> Int {
        if let mask = maskOfSplit[split] { return mask }
        maskOfSplit[split] = batch.splits.count
        batch.splits.append(split)
        return batch.splits.count - 1
    }

    /// How much of the training data that passed a split went on to one side; 0 if unknown.
    private func share(_ split: Int, goesLeft: Bool) -> Double {
        let child = Int(goesLeft ? ensemble.left[split] : ensemble.right[split])
        let cover = ensemble.covers[split]
        return cover > 0 ? ensemble.covers[child] / cover : 0
    }

    /// The path's features, with the share of each.
    private func pathFeatures() -> (places: [Int: Int], slots: [Int], shares: [Double]) {
        var places: [Int: Int] = [:]
        var slots: [Int] = []
        var shares: [Double] = []
        for (split, goesLeft) in path {
            let slot = slot(split)
            let place = places[slot] ?? slots.count
            if place == slots.count {
                places[slot] = place
                slots.append(slot)
                shares.append(1)
            }
            shares[place] *= share(split, goesLeft: goesLeft)
        }
        return (places, slots, shares)
    }

    private mutating func addDeepLeaf(_ node: Int) {
        let known = pathFeatures()
        var leaf = DeepLeaf(node: node)
        (leaf.features, leaf.shares) = (known.slots, known.shares)
        for (split, goesLeft) in path {
            guard let place = known.places[slot(split)] else { continue }
            leaf.steps.append(
                DeepLeaf.Step(mask: mask(of: split), place: place, flip: goesLeft ? 0 : 255))
        }
        stepCount += leaf.steps.count
        batch.deepLeaves.append(leaf)
    }

    private mutating func addGroup(below top: Int) {
        let known = pathFeatures()
        var group = LeafGroup()
        group.bits = known.slots.count
        group.features = known.slots
        for (split, goesLeft) in path {
            guard let place = known.places[slot(split)] else { continue }
            group.steps.append(
                LeafGroup.Step(mask: mask(of: split), bit: 1 << place, flip: goesLeft ? 0 : 255))
        }
        var first = LeafGroup.Leaf(node: top)
        for (place, share) in known.shares.enumerated() {
            first.features.append(place)
            first.looksAt.append(1 << place)
            first.wants.append(1 << place)
            first.shares.append(share)
        }
        var open = [first]
        while let place = open.popLast() {
            if ensemble.tests[place.node] == .leaf {
                group.leaves.append(place)
                continue
            }
            let bit = UInt8(1) << group.bits
            group.bits += 1
            group.steps.append(LeafGroup.Step(mask: mask(of: place.node), bit: bit, flip: 0))
            let feature = group.place(of: slot(place.node))
            for goesLeft in [false, true] {
                open.append(child(of: place, feature: feature, bit: bit, goesLeft: goesLeft))
            }
        }
        stepCount += group.steps.count
        batch.groups.append(group)
    }

    /// Goes on from a place inside a group to one side of the split there.
    private func child(
        of parent: LeafGroup.Leaf, feature: Int, bit: UInt8, goesLeft: Bool
    ) -> LeafGroup.Leaf {
        let side = goesLeft ? ensemble.left[parent.node] : ensemble.right[parent.node]
        var leaf = LeafGroup.Leaf(
            node: Int(side), features: parent.features, looksAt: parent.looksAt,
            wants: parent.wants, shares: parent.shares)
        let place = leaf.features.firstIndex(of: feature) ?? leaf.features.count
        if place == leaf.features.count {
            leaf.features.append(feature)
            leaf.looksAt.append(0)
            leaf.wants.append(0)
            leaf.shares.append(1)
        }
        leaf.looksAt[place] |= bit
        if goesLeft { leaf.wants[place] |= bit }
        leaf.shares[place] *= share(parent.node, goesLeft: goesLeft)
        return leaf
    }
}

extension LeafGroup {
    /// The place of a slot among the group's features, which it joins if it is new.
    fileprivate mutating func place(of slot: Int) -> Int {
        if let place = features.firstIndex(of: slot) { return place }
        features.append(slot)
        return features.count - 1
    }
}
