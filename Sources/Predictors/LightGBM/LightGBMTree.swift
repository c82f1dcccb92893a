import Statistics

/// One `Tree=` block: lists of splits and of leaves; a child below 0 is the leaf `−1 − child`.
struct LightGBMTree {
    private let index: Int
    private let features: [Double]
    private let thresholds: [Double]
    private let decisions: [Double]
    private let left: [Double]
    private let right: [Double]
    private let leaves: [Double]
    private let leafCounts: [Double]
    private let splitCounts: [Double]
    private let setStarts: [Double]
    private let setWords: [Double]

    init(_ block: LightGBMText.Block, index: Int) throws(PredictorError) {
        func numbers(_ key: String) throws(PredictorError) -> [Double] {
            guard let numbers = LightGBMText.numbers(block, key) else {
                throw .malformed(.lightGBM, reason: "`\(key)` of tree \(index) is no numbers")
            }
            return numbers
        }
        self.index = index
        if try numbers("is_linear").first == 1 {
            throw .unsupported(.lightGBM, what: "linear models in its leaves (`linear_tree`)")
        }
        features = try numbers("split_feature")
        thresholds = try numbers("threshold")
        decisions = try numbers("decision_type")
        left = try numbers("left_child")
        right = try numbers("right_child")
        leaves = try numbers("leaf_value")
        leafCounts = try numbers("leaf_count")
        splitCounts = try numbers("internal_count")
        setStarts = try numbers("cat_boundaries")
        setWords = try numbers("cat_threshold")
        let splits = leaves.count - 1
        let isWhole =
            !leaves.isEmpty
            && [features, thresholds, decisions, left, right].allSatisfy { $0.count == splits }
            && (leafCounts.isEmpty || leafCounts.count == leaves.count)
            && (splitCounts.isEmpty || splitCounts.count == splits)
        guard isWhole || (leaves.count == 1 && features.isEmpty) else {
            throw .malformed(.lightGBM, reason: "tree \(index) has lists of different lengths")
        }
    }

    /// Splits come first, then leaves, so the root is node 0.
    func addNodes(to builder: inout TreeEnsembleBuilder) throws(PredictorError) {
        // Sets do not overlap, so that a short file cannot name many long sets.
        var words = 0
        for split in features.indices {
            builder.addSplit(try self.split(split, words: &words))
        }
        for leaf in leaves.indices {
            let cover = leafCounts.count == leaves.count ? leafCounts[leaf] : 0
            builder.addLeaf(leaves[leaf], cover: cover)
        }
    }

    /// The builder's number of a child; out of range, which it refuses, for what is no number.
    private func node(_ child: Double) -> Int {
        guard let child = Int(exactly: child), child.magnitude < 1 << 40 else { return -1 }
        return child >= 0 ? (child < features.count ? child : -1) : features.count - 1 - child
    }

    /// `decision_type`: bit 0 categorical, bit 1 missing goes left, bits 2 and 3 what is missing
    /// (0 nothing: NaN counts as 0; 1 zero and NaN; 2 NaN).
    private func split(
        _ place: Int, words: inout Int
    ) throws(PredictorError) -> TreeEnsembleBuilder.Split {
        guard let decision = UInt8(exactly: decisions[place]), decision >> 2 & 3 < 3 else {
            throw .malformed(.lightGBM, reason: "`decision_type` of tree \(index) is unknown")
        }
        let isCategorical = decision & 1 == 1
        let missing = decision >> 2 & 3
        let threshold = thresholds[place]
        let goesLeft = missing == 0 ? threshold >= 0 : decision & 2 == 2
        return TreeEnsembleBuilder.Split(
            feature: Int(exactly: features[place]) ?? -1,
            question: isCategorical
                ? .anyOf(try categories(threshold, words: &words)) : .atMost(threshold),
            left: node(left[place]), right: node(right[place]),
            missingGoesLeft: !isCategorical && goesLeft,
            zeroIsMissing: !isCategorical && missing == 1,
            cover: splitCounts.isEmpty ? 0 : splitCounts[place])
    }

    /// The categories of one of the tree's sets: the bits of 32-bit words.
    private func categories(
        _ set: Double, words: inout Int
    ) throws(PredictorError) -> [Int] {
        guard let set = Int(exactly: set), set >= 0, set < setStarts.count - 1,
            let start = Int(exactly: setStarts[set]), let end = Int(exactly: setStarts[set + 1]),
            start >= 0, start <= end, end <= setWords.count, end - start <= setWords.count - words
        else {
            throw .malformed(.lightGBM, reason: "the categories of tree \(index) are out of range")
        }
        words += end - start
        var categories: [Int] = []
        for place in start..<end {
            guard let word = UInt32(exactly: setWords[place]) else {
                throw .malformed(
                    .lightGBM, reason: "the categories of tree \(index) are no numbers")
            }
            let first = (place - start) * 32
            categories += (0..<32).filter { word >> UInt32($0) & 1 == 1 }.map { first + $0 }
        }
        return categories
    }
}
