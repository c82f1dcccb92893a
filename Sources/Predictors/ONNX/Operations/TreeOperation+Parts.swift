import Statistics

/// The lists of a tree operation, in the form that its three versions share.
struct TreeOperationParts {
    /// What a node asks, by ONNX's names, which the newest version numbers in this order.
    enum Mode: String, CaseIterable {
        case atMost = "BRANCH_LEQ", below = "BRANCH_LT", atLeast = "BRANCH_GTE"
        case above = "BRANCH_GT", equal = "BRANCH_EQ", unequal = "BRANCH_NEQ"
        case member = "BRANCH_MEMBER", leaf = "LEAF"
    }

    struct Node {
        var mode: Mode
        var feature = 0
        var value = 0.0
        var missingIsTrue = false
        var hitRate = 0.0
        /// Within the tree.
        var yes = 0
        var no = 0
        /// What a leaf adds, by output.
        var votes: [(output: Int, weight: Double)] = []
    }

    var trees: [[Node]] = []
    var outputCount = 1
    var base: [Double] = []
    var isAverage = false
    /// Whether the input is float32, so that float64 values must be rounded first.
    var roundsToSingle = false

    /// The trees, checked.
    ///
    /// - Parameter featureCount: Columns of the input where they are known, else what is asked for.
    /// - Returns: The ensemble.
    /// - Throws: ``TreeEnsembleError`` where the trees are none.
    func ensemble(featureCount: Int?) throws(TreeEnsembleError) -> TreeEnsemble {
        let asked = trees.joined().lazy.filter { $0.mode != .leaf }.map(\.feature).max() ?? -1
        var builder = try TreeEnsembleBuilder(
            featureCount: max(featureCount ?? 0, asked + 1),
            baseMargins: base.isEmpty ? [Double](repeating: 0, count: outputCount) : base,
            roundsToSingle: roundsToSingle)
        for tree in trees {
            let outputs = Set(tree.flatMap { $0.votes.map(\.output) })
            for output in outputs where !(0..<outputCount).contains(output) {
                throw .outputUnknown(
                    tree: builder.treeCount, output: output, outputs: outputCount)
            }
            let isNarrow = outputs.count <= 1
            try builder.beginTree(
                output: isNarrow ? outputs.first ?? 0 : 0, width: isNarrow ? 1 : outputCount,
                weight: isAverage ? 1 / Double(trees.count) : 1)
            for node in tree { add(node, isNarrow: isNarrow, to: &builder) }
            try builder.endTree()
        }
        return builder.build()
    }

    private func add(_ node: Node, isNarrow: Bool, to builder: inout TreeEnsembleBuilder) {
        guard node.mode == .leaf else { return builder.addSplit(split(node)) }
        if isNarrow {
            return builder.addLeaf(node.votes.reduce(0) { $0 + $1.weight }, cover: node.hitRate)
        }
        var values = [Double](repeating: 0, count: outputCount)
        for vote in node.votes where values.indices.contains(vote.output) {
            values[vote.output] += vote.weight
        }
        builder.addLeaf(values, cover: node.hitRate)
    }

    private func split(_ node: Node) -> TreeEnsembleBuilder.Split {
        let split = TreeEnsembleBuilder.Split(
            feature: node.feature, question: question(node), left: node.yes, right: node.no,
            missingGoesLeft: node.missingIsTrue, cover: node.hitRate)
        switch node.mode {
        // `x >= t` is not `x < t`, but NaN is neither.
        case .atLeast, .above: return exchanged(split, missingIsTrue: node.missingIsTrue)
        // NaN is unequal to everything.
        case .unequal: return exchanged(split, missingIsTrue: true)
        case .atMost, .below, .equal, .member, .leaf: return split
        }
    }

    private func exchanged(
        _ split: TreeEnsembleBuilder.Split, missingIsTrue: Bool
    ) -> TreeEnsembleBuilder.Split {
        var split = split.exchanged()
        split.missingGoesLeft = !missingIsTrue
        return split
    }

    private func question(_ node: Node) -> TreeEnsembleBuilder.Question {
        switch node.mode {
        case .atMost, .above, .member, .leaf:
            roundsToSingle ? .atMostSingle(Float(node.value)) : .atMost(node.value)
        case .below, .atLeast:
            roundsToSingle ? .belowSingle(Float(node.value)) : .below(node.value)
        case .equal, .unequal: .equal(node.value)
        }
    }
}
