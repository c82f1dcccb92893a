/// How many comparisons share the confidence of an interval.
package enum Multiplicity: String, Sendable, Equatable, CaseIterable {
    /// Each interval holds by itself.
    case none
    /// All groups' intervals of one rate at one threshold hold together: the confidence is divided.
    case bonferroni
    /// The same by the law of the largest deviation among the groups, which wastes less.
    case maxT
}

/// What every group is compared with.
package enum FairnessBaseline: Sendable, Equatable {
    case group(String)
    /// The group with the most rows; of equals, the one named first.
    case largest
    /// All rows together, those of the group itself and of no known group among them.
    case overall
}

/// What a ``FairnessReport`` measures, and how.
package struct FairnessConfiguration: Sendable, Equatable {
    package static let thresholdsMost = 1_000
    /// Of all thresholds together, so that memory stays below half a gigabyte.
    package static let replicatesMost = 2_000_000

    /// Whether a score on a threshold is a decision for.
    package var rule: ThresholdRule
    /// In any order, each once; the report has them ascending.
    package var thresholds: [Double]
    package var baseline: FairnessBaseline
    package var confidence: Double
    package var replicates: Int
    package var multiplicity: Multiplicity
    package var seed: UInt64

    package init(
        rule: ThresholdRule,
        thresholds: [Double] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9],
        baseline: FairnessBaseline = .largest, confidence: Double = 0.95,
        replicates: Int = 1_000, multiplicity: Multiplicity = .none, seed: UInt64 = 1
    ) {
        self.rule = rule
        self.thresholds = thresholds
        self.baseline = baseline
        self.confidence = confidence
        self.replicates = replicates
        self.multiplicity = multiplicity
        self.seed = seed
    }

    /// - Parameter groups: Groups that are compared with the baseline, ≥ 0.
    /// - Throws: ``SampleError`` for the first setting that is out of range.
    func check(groups: Int) throws(SampleError) {
        let sorted = thresholds.sorted()
        guard !sorted.isEmpty, !sorted.contains(where: \.isNaN),
            zip(sorted, sorted.dropFirst()).allSatisfy({ $0 != $1 })
        else { throw .thresholdsUnusable }
        guard sorted.count <= Self.thresholdsMost else {
            throw .parameterOutOfRange(
                name: "number of thresholds", value: Double(sorted.count),
                range: "at most \(Self.thresholdsMost)")
        }
        guard confidence > 0, confidence < 1 else { throw .confidenceOutOfRange(confidence) }
        let most = Self.replicatesMost / sorted.count
        guard replicates <= most else {
            throw .replicatesTooMany(replicates: replicates, most: most)
        }
        let shared = multiplicity == .bonferroni ? max(groups, 1) : 1
        let least = CellBootstrap.replicatesLeast(confidence: confidence, comparisons: shared)
        guard replicates >= least else {
            throw .replicatesTooFew(replicates: replicates, least: least)
        }
    }
}
