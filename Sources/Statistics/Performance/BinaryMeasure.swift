import RealModule

/// A number that says how well decisions match labels, from four counts.
package enum BinaryMeasure: String, Sendable, Equatable, CaseIterable {
    case accuracy
    /// The mean of recall and specificity.
    case balancedAccuracy
    case precision
    /// The true positive rate, or sensitivity.
    case recall
    /// The true negative rate.
    case specificity
    case negativePredictiveValue
    /// The harmonic mean of precision and recall.
    case f1
    /// Matthews's correlation of labels and decisions, −1...1.
    case matthews
    /// Cohen's: agreement beyond what chance gives, at most 1.
    case kappa
    /// Recall plus specificity minus 1, −1...1.
    case youden

    /// The measure, or NaN where it is undefined.
    ///
    /// Counts need not be whole: label-free estimates are expected counts. Matthews's correlation
    /// is NaN when all labels, or all decisions, are alike; scikit-learn says 0 there.
    package func value(
        truePositives tp: Double, falsePositives fp: Double, trueNegatives tn: Double,
        falseNegatives fn: Double
    ) -> Double {
        let (positives, negatives, rows) = (tp + fn, tn + fp, tp + fp + tn + fn)
        return switch self {
        case .accuracy: (tp + tn) / rows
        case .balancedAccuracy: (tp / positives + tn / negatives) / 2
        case .precision: tp / (tp + fp)
        case .recall: tp / positives
        case .specificity: tn / negatives
        case .negativePredictiveValue: tn / (tn + fn)
        case .f1: 2 * tp / (2 * tp + fp + fn)
        case .matthews:
            (tp * tn - fp * fn)
                / (((tp + fp) * positives).squareRoot() * (negatives * (tn + fn)).squareRoot())
        case .kappa: 2 * (tp * tn - fn * fp) / ((tp + fp) * negatives + positives * (fn + tn))
        case .youden: tp / positives + tn / negatives - 1
        }
    }

    package func value(of confusion: ConfusionMatrix) -> Double? {
        let value = value(
            truePositives: Double(confusion.truePositives),
            falsePositives: Double(confusion.falsePositives),
            trueNegatives: Double(confusion.trueNegatives),
            falseNegatives: Double(confusion.falseNegatives))
        return value.isNaN ? nil : value
    }

    /// The share of rows that the measure is, if it is one.
    package func share(of confusion: ConfusionMatrix) -> (successes: Int, trials: Int)? {
        switch self {
        case .accuracy: (confusion.correct, confusion.rows)
        case .precision: (confusion.truePositives, confusion.selected)
        case .recall: (confusion.truePositives, confusion.positives)
        case .specificity: (confusion.trueNegatives, confusion.negatives)
        case .negativePredictiveValue: (confusion.trueNegatives, confusion.rejected)
        case .balancedAccuracy, .f1, .matthews, .kappa, .youden: nil
        }
    }
}

extension BinaryMeasure {
    /// Every measure that is defined, each with its interval: Wilson's of shares, percentiles of
    /// resampled counts of the others.
    package static func estimates(
        _ confusion: ConfusionMatrix, bootstrap: CellBootstrap
    ) throws(SampleError) -> [BinaryMeasure: Estimate] {
        var estimates: [BinaryMeasure: Estimate] = [:]
        var resampled: [BinaryMeasure] = []
        for measure in allCases {
            guard let share = measure.share(of: confusion) else {
                resampled.append(measure)
                continue
            }
            guard share.trials > 0 else { continue }
            estimates[measure] = Estimate(
                try WilsonInterval(
                    successes: share.successes, trials: share.trials,
                    confidence: bootstrap.confidence))
        }
        let found = bootstrap.estimates(
            counts: confusion.cells, stream: "confusion", statistics: resampled.count
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

extension ConfusionMatrix {
    /// True positives, false positives, true negatives, false negatives.
    var cells: [Int] { [truePositives, falsePositives, trueNegatives, falseNegatives] }
}
