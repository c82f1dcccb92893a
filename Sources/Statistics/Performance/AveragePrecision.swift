import RealModule

/// The area under the steps of precision over recall: the mean, over true rows, of the precision
/// among all rows that score at least as high.
///
/// Equal scores are one step, as in scikit-learn's `average_precision_score`. The standard error is
/// the infinitesimal jackknife's, from how much the value changes with each row's weight; the
/// interval is around the logit, so it stays inside 0...1.
///
/// Sources: K. Boyd, K. Eng, C. Page, *Area under the precision-recall curve: point estimates and
/// confidence intervals*, ECML (2013), for the logit; B. Efron, JASA 76 (1981), for the jackknife.
package struct AveragePrecision: Sendable, Equatable {
    package let estimate: Estimate
    package let standardError: Double

    /// The value, or `nil` where it is undefined because no label is true.
    ///
    /// - Parameters:
    ///   - labels: What is true; shape `[rows]`.
    ///   - scores: Higher for true, not NaN; same shape.
    ///   - confidence: Strictly between 0 and 1.
    /// - Throws: ``SampleError`` when there are no rows, the columns differ in length, a score is
    ///   NaN, or the confidence is out of range.
    /// - Complexity: O(rows · log rows).
    package init?(
        labels: [Bool], scores: [Double], confidence: Double = 0.95
    ) throws(SampleError) {
        let deviate = try NormalQuantile(twoSided: confidence).value
        let ties = try ScoreTies(labels: labels, scores: scores)
        guard ties.positives > 0 else { return nil }
        let steps = PrecisionSteps(ties)
        standardError = steps.variance.squareRoot()
        estimate = Estimate(
            logit: steps.average, error: standardError, deviate: deviate, confidence: confidence,
            rows: labels.count)
    }
}

/// Precision at each score, descending, and what each row's weight does to their mean.
private struct PrecisionSteps {
    let average: Double
    /// Σ of each row's squared influence.
    let variance: Double

    init(_ ties: ScoreTies) {
        let all = Double(ties.positives)
        var (hits, rows, sum) = (0.0, 0.0, 0.0)
        var steps: [(positives: Double, negatives: Double, hits: Double, rows: Double)] = []
        for tie in ties.ties.reversed() {
            hits += Double(tie.positives)
            rows += Double(tie.positives + tie.negatives)
            sum += Double(tie.positives) * hits / rows
            steps.append((Double(tie.positives), Double(tie.negatives), hits, rows))
        }
        average = sum / all
        // A row counts in the precision of every true row that scores no higher than it.
        var (gain, loss, squares) = (0.0, 0.0, 0.0)
        for step in steps.reversed() {
            gain += step.positives / step.rows
            loss += step.positives * step.hits / (step.rows * step.rows)
            let own = step.hits / step.rows - average
            let ofPositive = (own + gain - loss) / all
            let ofNegative = -loss / all
            squares += step.positives * ofPositive * ofPositive
            squares += step.negatives * ofNegative * ofNegative
        }
        variance = squares
    }
}
