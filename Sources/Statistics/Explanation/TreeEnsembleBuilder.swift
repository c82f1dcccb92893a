/// Builds a ``TreeEnsemble`` from trees in any node order, and checks each.
///
/// A tree is begun, given its nodes (numbered from 0 in the order of adding; 0 is the root) and
/// ended: only then may children be missing no more.
package struct TreeEnsembleBuilder: Sendable {
    /// What passes a split to the left, in the convention of the model's file.
    package enum Question: Sendable {
        /// float32 `x < t`, as XGBoost asks
        case belowSingle(Float)
        /// float32 `x <= t`, as most ONNX trees ask
        case atMostSingle(Float)
        /// float64 `x < t`
        case below(Double)
        /// float64 `x <= t`, as LightGBM asks
        case atMost(Double)
        /// `x == t`, in float32 if the ensemble rounds
        case equal(Double)
        /// `x` is one of these whole numbers, each at least 0.
        case anyOf([Int])
    }

    /// A split: the question, and where rows go.
    package struct Split: Sendable {
        package var feature: Int
        package var question: Question
        package var left: Int
        package var right: Int
        package var missingGoesLeft: Bool
        package var zeroIsMissing = false
        /// 0 if unknown.
        package var cover = 0.0

        package init(
            feature: Int, question: Question, left: Int, right: Int, missingGoesLeft: Bool,
            zeroIsMissing: Bool = false, cover: Double = 0
        ) {
            self.feature = feature
            self.question = question
            self.left = left
            self.right = right
            self.missingGoesLeft = missingGoesLeft
            self.zeroIsMissing = zeroIsMissing
            self.cover = cover
        }

        /// The same decision with the answer turned round, for files that send listed values right.
        package func exchanged() -> Split {
            var split = self
            (split.left, split.right) = (right, left)
            split.missingGoesLeft.toggle()
            return split
        }
    }

    /// More categories in one set than this are refused; XGBoost itself stops here.
    package static let categoryLimit = 1 << 24
    /// More nodes, leaf values or category words than this are refused.
    package static let sizeLimit = 1 << 26

    private enum Node {
        case leaf(firstValue: Int, cover: Double)
        case split(Split)
    }

    let featureCount: Int
    let baseMargins: [Double]
    let roundsToSingle: Bool
    private(set) var roots = [0]
    private(set) var firstOutputs: [Int] = []
    private(set) var widths: [Int] = []
    private(set) var depths: [Int] = []
    private(set) var tests: [TreeEnsemble.Test] = []
    private(set) var features: [Int32] = []
    private(set) var thresholds: [Double] = []
    private(set) var left: [Int32] = []
    private(set) var right: [Int32] = []
    private(set) var missingGoesLeft: [Bool] = []
    private(set) var zeroIsMissing: [Bool] = []
    private(set) var covers: [Double] = []
    private(set) var payloads: [Int32] = []
    private(set) var leafValues: [Double] = []
    private(set) var categorySets = [0]
    private(set) var categoryWords: [UInt64] = []

    /// The tree that is being added.
    private var nodes: [Node] = []
    private var values: [Double] = []
    private var weight = 1.0

    /// - Parameters:
    ///   - featureCount: How many values a row has.
    ///   - baseMargins: What each output starts from; shape `[outputs]`, at least one.
    ///   - roundsToSingle: Whether category and equality tests round to float32 first.
    /// - Throws: ``TreeEnsembleError`` for no outputs or a margin that is no number.
    package init(
        featureCount: Int, baseMargins: [Double], roundsToSingle: Bool
    ) throws(TreeEnsembleError) {
        guard featureCount >= 0, featureCount < Self.sizeLimit, !baseMargins.isEmpty else {
            throw .noOutputs
        }
        guard baseMargins.allSatisfy(\.isFinite) else { throw .baseNotFinite }
        self.featureCount = featureCount
        self.baseMargins = baseMargins
        self.roundsToSingle = roundsToSingle
    }

    /// Trees that were begun.
    package var treeCount: Int { widths.count }

    /// Begins a tree whose leaves add to `width` outputs from `output` on, each times `weight`.
    package mutating func beginTree(
        output: Int, width: Int = 1, weight: Double = 1
    ) throws(TreeEnsembleError) {
        guard output >= 0, width > 0, width <= baseMargins.count,
            output <= baseMargins.count - width
        else {
            throw .outputUnknown(tree: widths.count, output: output, outputs: baseMargins.count)
        }
        guard weight.isFinite else { throw .numberNotFinite(tree: widths.count, node: 0) }
        firstOutputs.append(output)
        widths.append(width)
        self.weight = weight
        nodes.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
    }

    /// Adds a leaf of a tree that is one output wide.
    package mutating func addLeaf(_ value: Double, cover: Double = 0) {
        nodes.append(.leaf(firstValue: values.count, cover: cover))
        values.append(value)
    }

    /// Adds a leaf with one value for each output of its tree.
    package mutating func addLeaf(_ vector: [Double], cover: Double = 0) {
        nodes.append(.leaf(firstValue: values.count, cover: cover))
        values += vector
    }

    package mutating func addSplit(_ split: Split) {
        nodes.append(.split(split))
    }

    /// Checks the tree that was added and makes it part of the ensemble.
    ///
    /// Nodes that the root does not lead to are left out.
    ///
    /// - Throws: ``TreeEnsembleError`` when a child or feature is out of range, a node has two
    ///   parents or is its own ancestor, or a number is not finite.
    /// - Complexity: O(nodes of the tree).
    package mutating func endTree() throws(TreeEnsembleError) {
        let tree = widths.count - 1
        guard !nodes.isEmpty else { throw .treeEmpty(tree: tree) }
        let first = tests.count
        guard first + nodes.count < Self.sizeLimit,
            leafValues.count + values.count < Self.sizeLimit
        else { throw .tooLarge }
        // Breadth first: `order[i]` becomes node `first + i`, and siblings are neighbours.
        var order = [0]
        var levels = [0]
        var isReached = [Bool](repeating: false, count: nodes.count)
        isReached[0] = true
        var next = 0
        while next < order.count {
            let node = order[next]
            switch nodes[node] {
            case .leaf(let firstValue, let cover):
                try appendLeaf(
                    firstValue, cover: cover, index: first + next, tree: tree, node: node)
            case .split(let split):
                for child in [split.left, split.right] {
                    guard nodes.indices.contains(child) else {
                        throw .childUnknown(tree: tree, node: node, child: child)
                    }
                    guard !isReached[child] else {
                        throw .nodeShared(tree: tree, node: child)
                    }
                    isReached[child] = true
                    levels.append(levels[next] + 1)
                }
                try append(split, children: first + order.count, tree: tree, node: node)
                order += [split.left, split.right]
            }
            next += 1
        }
        roots.append(tests.count)
        depths.append(levels.last ?? 0)
    }

    private mutating func appendLeaf(
        _ firstValue: Int, cover: Double, index: Int, tree: Int, node: Int
    ) throws(TreeEnsembleError) {
        let width = widths[tree]
        guard firstValue + width <= values.count else {
            throw .valuesMissing(tree: tree, node: node, width: width)
        }
        payloads.append(Int32(leafValues.count))
        for value in values[firstValue..<firstValue + width] {
            guard (value * weight).isFinite else { throw .numberNotFinite(tree: tree, node: node) }
            leafValues.append(value * weight)
        }
        tests.append(.leaf)
        features.append(-1)
        thresholds.append(0)
        left.append(Int32(index))
        right.append(Int32(index))
        missingGoesLeft.append(true)
        zeroIsMissing.append(false)
        try append(cover: cover, tree: tree, node: node)
    }

    private mutating func append(
        _ split: Split, children: Int, tree: Int, node: Int
    ) throws(TreeEnsembleError) {
        guard split.feature >= 0, split.feature < featureCount else {
            throw .featureUnknown(
                tree: tree, node: node, feature: split.feature, features: featureCount)
        }
        let question = try settle(split.question, tree: tree, node: node)
        tests.append(question.test)
        thresholds.append(question.threshold)
        payloads.append(Int32(question.set))
        features.append(Int32(split.feature))
        left.append(Int32(children))
        right.append(Int32(children + 1))
        missingGoesLeft.append(split.missingGoesLeft)
        zeroIsMissing.append(split.zeroIsMissing)
        try append(cover: split.cover, tree: tree, node: node)
    }

    private mutating func append(
        cover: Double, tree: Int, node: Int
    ) throws(TreeEnsembleError) {
        guard cover.isFinite, cover >= 0 else { throw .numberNotFinite(tree: tree, node: node) }
        covers.append(cover)
    }

    /// The file's question as one of the ensemble's three.
    private mutating func settle(
        _ question: Question, tree: Int, node: Int
    ) throws(TreeEnsembleError) -> (test: TreeEnsemble.Test, threshold: Double, set: Int) {
        let threshold =
            switch question {
            case .belowSingle(let limit): SingleThreshold.below(limit)
            case .atMostSingle(let limit): SingleThreshold.atMost(limit)
            case .below(let limit): limit > -.infinity ? limit.nextDown : .nan
            case .atMost(let limit), .equal(let limit): limit
            case .anyOf: 0.0
            }
        guard !threshold.isNaN else { throw .numberNotFinite(tree: tree, node: node) }
        switch question {
        case .anyOf(let categories):
            return (.category, 0, try addSet(categories, tree: tree, node: node))
        case .equal:
            return (.equal, threshold, -1)
        case .belowSingle, .atMostSingle, .below, .atMost:
            return (.atMost, threshold, -1)
        }
    }

    private mutating func addSet(
        _ categories: [Int], tree: Int, node: Int
    ) throws(TreeEnsembleError) -> Int {
        let most = categories.max() ?? -1
        guard categories.allSatisfy({ $0 >= 0 }), most < Self.categoryLimit else {
            throw .categoryUnknown(tree: tree, node: node)
        }
        var words = [UInt64](repeating: 0, count: most / 64 + (most < 0 ? 0 : 1))
        for category in categories { words[category / 64] |= 1 << UInt64(category % 64) }
        guard categoryWords.count + words.count < Self.sizeLimit else { throw .tooLarge }
        categoryWords += words
        categorySets.append(categoryWords.count)
        return categorySets.count - 2
    }

    /// The ensemble of all trees that were ended.
    package func build() -> TreeEnsemble { TreeEnsemble(self) }
}

/// Float32 comparisons of a float64 value, said in float64.
///
/// Rounding to nearest, ties to even, never turns an order round; so "`x` rounds to at most `t`" is
/// "`x` is at most the last float64 that rounds to `t`", which is the midpoint between `t` and the
/// next float32 if ties there fall to `t`, and the float64 before it otherwise.
private enum SingleThreshold {
    /// The greatest float64 whose float32 is at most `limit`; NaN for NaN.
    static func atMost(_ limit: Float) -> Double {
        guard limit.isFinite else {
            // What is below the midpoint between the last float32 and 2¹²⁸ is not infinite.
            return limit == -.infinity ? -0x1.ffffffp127 : Double(limit)
        }
        let above = limit.nextUp
        let upper = above.isFinite ? Double(above) : 0x1p128
        let middle = (Double(limit) + upper) / 2
        return Float(middle) <= limit ? middle : middle.nextDown
    }

    /// The greatest float64 whose float32 is below `limit`; NaN for NaN and for −∞, below which
    /// there is nothing.
    static func below(_ limit: Float) -> Double {
        guard limit > -.infinity else { return .nan }
        return atMost(limit.nextDown)
    }
}
