/// Many decision trees over one list of features, as flat arrays: what XGBoost, LightGBM and ONNX
/// files hold once their conventions are told apart.
///
/// `margin[k] = baseMargins[k] + Σ over trees t of leafValues[leaf of t for the row]`, where a tree
/// adds to `widths[t]` outputs from `firstOutputs[t]` on. Nodes are numbered through all trees;
/// those of tree `t` are `roots[t] ..< roots[t + 1]`, breadth first, so that a parent comes before
/// its children and `right == left + 1`.
///
/// A row goes **left** when it passes the node's test. The tests of all kinds of file come down to
/// three (``Test``): a float32 `x < t` is kept as the float64 `x <= u` with the greatest `u` that
/// rounds to a float32 below `t`, and a test that sends listed categories to the right has its
/// children exchanged. Tree weights and averages are multiplied into the leaves.
package struct TreeEnsemble: Sendable {
    /// What a node asks of its feature's value `x`.
    package enum Test: UInt8, Sendable {
        /// It asks nothing: the row has arrived.
        case leaf
        /// `x <= thresholds[node]`
        case atMost
        /// `x`, cut to a whole number, is in the node's set of categories; nothing below 0 is.
        case category
        /// `x == thresholds[node]`
        case equal
    }

    /// A value this near to 0 counts as 0 where ``zeroIsMissing`` (LightGBM's `kZeroThreshold`, which
    /// is the float32 nearest to 10⁻³⁵).
    package static let zeroWidth = Double(1e-35 as Float)

    package let featureCount: Int
    package let outputCount: Int
    /// What a row without any tree gets; shape `[outputs]`.
    package let baseMargins: [Double]
    /// Whether the model's own engine rounds each value to float32 before a category or equality
    /// test. (Thresholds have that built in.)
    package let roundsToSingle: Bool

    /// The first node of each tree, then the count of all nodes; shape `[trees + 1]`.
    package let roots: [Int]
    /// The first output that a tree adds to; shape `[trees]`.
    package let firstOutputs: [Int]
    /// How many outputs a tree adds to, mostly 1; shape `[trees]`.
    package let widths: [Int]
    /// The splits from the root to the deepest leaf, 0 for a tree that is one leaf; shape `[trees]`.
    package let depths: [Int]

    /// Shape `[nodes]`, like all that follow.
    package let tests: [Test]
    /// The feature that a split asks for; −1 in a leaf.
    package let features: [Int32]
    /// 0 unless the test compares.
    package let thresholds: [Double]
    /// Where rows that pass go; the leaf itself in a leaf.
    package let left: [Int32]
    /// Where other rows go; the leaf itself in a leaf.
    package let right: [Int32]
    /// Where NaN goes.
    package let missingGoesLeft: [Bool]
    /// Whether 0 goes where NaN does.
    package let zeroIsMissing: [Bool]
    /// How much of the training data passed, by count or by second derivatives; 0 if unknown.
    package let covers: [Double]
    /// In a leaf the place of its first value in ``leafValues``; in a category test its set's number.
    package let payloads: [Int32]

    /// Each leaf's values, as many as its tree is wide.
    package let leafValues: [Double]
    /// The first word of each set in ``categoryWords``, then the count of all; shape `[sets + 1]`.
    package let categorySets: [Int]
    /// Bit `c % 64` of word `c / 64` of a set is on when category `c` is in it.
    package let categoryWords: [UInt64]

    /// The same nodes, packed for the walk.
    let steps: [TreeStep]
    /// Whether the quick walk may run a tree: it has thresholds only, and zeros are not missing.
    let isPlain: [Bool]

    package var treeCount: Int { firstOutputs.count }
    package var nodeCount: Int { tests.count }
    /// Whether every node says how much training data passed it, and every split had some.
    package let hasCovers: Bool

    /// Takes parts that ``TreeEnsembleBuilder`` has checked.
    init(_ parts: TreeEnsembleBuilder) {
        featureCount = parts.featureCount
        outputCount = parts.baseMargins.count
        baseMargins = parts.baseMargins
        roundsToSingle = parts.roundsToSingle
        (roots, firstOutputs, widths, depths) = (
            parts.roots, parts.firstOutputs, parts.widths, parts.depths
        )
        (tests, features, thresholds) = (parts.tests, parts.features, parts.thresholds)
        (left, right) = (parts.left, parts.right)
        (missingGoesLeft, zeroIsMissing) = (parts.missingGoesLeft, parts.zeroIsMissing)
        (covers, payloads, leafValues) = (parts.covers, parts.payloads, parts.leafValues)
        (categorySets, categoryWords) = (parts.categorySets, parts.categoryWords)
        steps = TreeStep.steps(of: parts)
        isPlain = TreeStep.plainTrees(of: parts)
        hasCovers = parts.covers.allSatisfy { $0 > 0 }
    }

    /// Whether a row with this value goes left at a split.
    ///
    /// - Parameters:
    ///   - node: A split; a leaf counts as passed.
    ///   - value: The row's value of `features[node]`; NaN when missing.
    /// - Returns: Whether to go on at `left[node]`, not at `right[node]`.
    @inlinable
    package func goesLeft(_ node: Int, _ value: Double) -> Bool {
        if value.isNaN || (zeroIsMissing[node] && abs(value) <= Self.zeroWidth) {
            return missingGoesLeft[node]
        }
        switch tests[node] {
        case .leaf: return true
        case .atMost: return value <= thresholds[node]
        case .category: return hasCategory(Int(payloads[node]), rounded(value))
        case .equal: return rounded(value) == thresholds[node]
        }
    }

    @inlinable
    func rounded(_ value: Double) -> Double {
        roundsToSingle ? Double(Float(value)) : value
    }

    @inlinable
    func hasCategory(_ set: Int, _ value: Double) -> Bool {
        let (first, end) = (categorySets[set], categorySets[set + 1])
        guard value >= 0, value < Double((end - first) * 64) else { return false }
        let category = Int(value)
        return categoryWords[first + category / 64] >> UInt64(category % 64) & 1 == 1
    }

    /// The leaf at which a row arrives.
    ///
    /// - Parameters:
    ///   - tree: Which tree.
    ///   - row: The row's values, NaN where missing; shape `[features]`.
    /// - Returns: The leaf's number among all nodes.
    /// - Complexity: O(depth).
    package func leaf(ofTree tree: Int, row: UnsafeBufferPointer<Double>) -> Int {
        precondition(row.count == featureCount)
        var node = roots[tree]
        while tests[node] != .leaf {
            let goesLeft = goesLeft(node, row[Int(features[node])])
            node = Int(goesLeft ? left[node] : right[node])
        }
        return node
    }

    /// One row's margins.
    ///
    /// - Parameter row: The row's values, NaN where missing; shape `[features]`.
    /// - Returns: Shape `[outputs]`.
    /// - Complexity: O(trees · depth).
    package func margin(of row: UnsafeBufferPointer<Double>) -> [Double] {
        var margins = baseMargins
        for tree in 0..<treeCount {
            let value = Int(payloads[leaf(ofTree: tree, row: row)])
            for output in 0..<widths[tree] {
                margins[firstOutputs[tree] + output] += leafValues[value + output]
            }
        }
        return margins
    }
}
