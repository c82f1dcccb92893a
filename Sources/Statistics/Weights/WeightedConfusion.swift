/// How much weight was decided rightly and wrongly, by what is true and what was decided.
struct WeightedConfusion: Sendable, Equatable {
    private(set) var truePositives = WeightedSum()
    private(set) var falsePositives = WeightedSum()
    private(set) var trueNegatives = WeightedSum()
    private(set) var falseNegatives = WeightedSum()

    /// - Parameters: Of one shape, `[rows]`.
    init(_ labels: [Bool], _ decisions: [Bool], _ weights: RowWeights) {
        for row in labels.indices {
            let weight = weights.values[row]
            switch (labels[row], decisions[row]) {
            case (true, true): truePositives.add(weight)
            case (true, false): falseNegatives.add(weight)
            case (false, true): falsePositives.add(weight)
            case (false, false): trueNegatives.add(weight)
            }
        }
    }

    /// In the order of ``ConfusionMatrix/cells``.
    var cells: [WeightedSum] { [truePositives, falsePositives, trueNegatives, falseNegatives] }
}

extension BinaryMeasure {
    /// The cells that the measure is a share of, if it is one.
    fileprivate func share(
        of confusion: WeightedConfusion
    ) -> (successes: WeightedSum, failures: WeightedSum)? {
        let (tp, fp) = (confusion.truePositives, confusion.falsePositives)
        let (tn, fn) = (confusion.trueNegatives, confusion.falseNegatives)
        return switch self {
        case .accuracy: (tp + tn, fp + fn)
        case .precision: (tp, fp)
        case .recall: (tp, fn)
        case .specificity: (tn, fp)
        case .negativePredictiveValue: (tn, fn)
        case .balancedAccuracy, .f1, .matthews, .kappa, .youden: nil
        }
    }

    /// Every measure that is defined, each with its interval: Wilson's of shares, of as many rows as
    /// count effectively; percentiles of resampled weights of the others.
    static func estimates(
        _ confusion: WeightedConfusion, bootstrap: CellBootstrap
    ) throws(SampleError) -> [BinaryMeasure: Estimate] {
        var estimates: [BinaryMeasure: Estimate] = [:]
        for measure in allCases {
            guard let share = measure.share(of: confusion) else { continue }
            let interval = try WilsonInterval(
                share.successes, share.failures, confidence: bootstrap.confidence)
            if let interval { estimates[measure] = Estimate(interval) }
        }
        let resampled = allCases.filter { $0.share(of: confusion) == nil }
        let found = bootstrap.estimates(
            weights: confusion.cells, stream: "confusion", statistics: resampled.count
        ) { cells, values in
            for (index, measure) in resampled.enumerated() {
                values[index] = measure.value(
                    truePositives: cells[0], falsePositives: cells[1], trueNegatives: cells[2],
                    falseNegatives: cells[3])
            }
        }
        for (measure, estimate) in zip(resampled, found) { estimates[measure] = estimate }
        return estimates
    }
}
