/// A number that compares how two classes of people are decided about, as AIF360 says it: the
/// unprivileged minus, or over, the privileged.
package enum PrivilegedMeasure: String, Sendable, Equatable, CaseIterable {
    case statisticalParityDifference
    case disparateImpact
    case equalOpportunityDifference
    case falsePositiveRateDifference
    case falseNegativeRateDifference
    case falseDiscoveryRateDifference
    case falseOmissionRateDifference
    case errorRateDifference
    case errorRateRatio
    case falsePositiveRateRatio
    case falseNegativeRateRatio
    case falseDiscoveryRateRatio
    case falseOmissionRateRatio
    /// The mean of the differences in false and true positive rates.
    case averageOddsDifference
    /// The mean of their magnitudes.
    case averageAbsoluteOddsDifference
    /// The larger of their magnitudes.
    case equalizedOddsDifference
    /// The mean of the differences in precision and false omission rate.
    case averagePredictiveValueDifference

    fileprivate func value(_ unprivileged: RateCounts, _ privileged: RateCounts) -> Double {
        let gap = { (rate: KeyPath<RateCounts, Double>) in
            unprivileged[keyPath: rate] - privileged[keyPath: rate]
        }
        let ratio = { (rate: KeyPath<RateCounts, Double>) in
            unprivileged[keyPath: rate] / privileged[keyPath: rate]
        }
        return switch self {
        case .statisticalParityDifference: gap(\.selection)
        case .disparateImpact: ratio(\.selection)
        case .equalOpportunityDifference: gap(\.truePositive)
        case .falsePositiveRateDifference: gap(\.falsePositive)
        case .falseNegativeRateDifference: -gap(\.truePositive)
        case .falseDiscoveryRateDifference: gap(\.falseDiscovery)
        case .falseOmissionRateDifference: gap(\.falseOmission)
        case .errorRateDifference: gap(\.error)
        case .errorRateRatio: ratio(\.error)
        case .falsePositiveRateRatio: ratio(\.falsePositive)
        case .falseNegativeRateRatio: ratio(\.falseNegative)
        case .falseDiscoveryRateRatio: ratio(\.falseDiscovery)
        case .falseOmissionRateRatio: ratio(\.falseOmission)
        case .averageOddsDifference: (gap(\.falsePositive) + gap(\.truePositive)) / 2
        case .averageAbsoluteOddsDifference:
            (gap(\.falsePositive).magnitude + gap(\.truePositive).magnitude) / 2
        case .equalizedOddsDifference:
            max(gap(\.falsePositive).magnitude, gap(\.truePositive).magnitude)
        case .averagePredictiveValueDifference:
            (gap(\.falseOmission) - gap(\.falseDiscovery)) / 2
        }
    }
}

/// How groups that are privileged and those that are not are decided about at one threshold.
package struct PrivilegedComparison: Sendable, Equatable {
    package let privileged: ConfusionMatrix
    package let unprivileged: ConfusionMatrix
    /// Measures that are defined, where both classes have rows enough to resample.
    package let estimates: [PrivilegedMeasure: Estimate]
    /// Observed values where a class has fewer than ten rows of either label.
    ///
    /// How sure they are, ``FairnessAtThreshold/pairs`` say.
    package let unresampled: [PrivilegedMeasure: Double]

    /// - Parameters:
    ///   - fairness: The groups at one threshold.
    ///   - names: The privileged groups; all others are not.
    ///   - bootstrap: Confidence, replicates and seed of every interval.
    /// - Throws: ``SampleError/baselineUnknown(_:)`` for a name that no group has.
    package init(
        _ fairness: FairnessAtThreshold, privileged names: Set<String>, bootstrap: CellBootstrap
    ) throws(SampleError) {
        for name in names.sorted() where !fairness.groups.contains(where: { $0.name == name }) {
            throw .baselineUnknown(name)
        }
        let sum = { (isIn: Bool) in
            fairness.groups.filter { names.contains($0.name) == isIn }
                .reduce(ConfusionMatrix()) { $0 + $1.confusion }
        }
        self.init(privileged: sum(true), unprivileged: sum(false), bootstrap: bootstrap)
    }

    init(privileged: ConfusionMatrix, unprivileged: ConfusionMatrix, bootstrap: CellBootstrap) {
        self.privileged = privileged
        self.unprivileged = unprivileged
        let measures = PrivilegedMeasure.allCases
        let found = bootstrap.estimates(
            counts: unprivileged.cells + privileged.cells, stream: "privileged",
            statistics: measures.count
        ) { cells, values in
            let (one, two) = (RateCounts(cells[..<4]), RateCounts(cells[4...]))
            for (index, measure) in measures.enumerated() {
                values[index] = measure.value(one, two)
            }
        }
        let least = [privileged, unprivileged].flatMap { [$0.positives, $0.negatives] }.min() ?? 0
        let isLarge = least >= ComparedShares.rowsForBootstrap
        var estimates: [PrivilegedMeasure: Estimate] = [:]
        var unresampled: [PrivilegedMeasure: Double] = [:]
        for (measure, estimate) in zip(measures, found) {
            guard let estimate else { continue }
            if isLarge {
                estimates[measure] = estimate
            } else {
                unresampled[measure] = estimate.value
            }
        }
        self.estimates = estimates
        self.unresampled = unresampled
    }
}

/// Rates from counts of true and false positives and negatives, NaN where undefined.
private struct RateCounts {
    let tp: Double
    let fp: Double
    let tn: Double
    let fn: Double

    init(_ cells: ArraySlice<Double>) {
        let first = cells.startIndex
        (tp, fp, tn, fn) = (cells[first], cells[first + 1], cells[first + 2], cells[first + 3])
    }

    var selection: Double { (tp + fp) / (tp + fp + tn + fn) }
    var truePositive: Double { tp / (tp + fn) }
    var falseNegative: Double { fn / (tp + fn) }
    var falsePositive: Double { fp / (fp + tn) }
    var falseDiscovery: Double { fp / (tp + fp) }
    var falseOmission: Double { fn / (tn + fn) }
    var error: Double { (fp + fn) / (tp + fp + tn + fn) }
}
