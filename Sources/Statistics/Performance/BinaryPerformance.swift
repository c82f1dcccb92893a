import RealModule

/// How well scores tell true rows from false ones.
///
/// A row is decided as true when its score reaches the threshold, `score >= threshold`. Shares of
/// nothing (the precision when no row was decided as true) are `nil`, never NaN.
package struct BinaryPerformance: Sendable, Equatable {
    package let threshold: Double
    package let confusion: ConfusionMatrix
    /// The share of rows decided as they are labelled.
    package let accuracy: WilsonInterval
    /// The share of rows decided as true that are; `nil` when none were.
    package let precision: WilsonInterval?
    /// The share of true rows decided as true; `nil` when there are none.
    package let recall: WilsonInterval?
    /// `nil` when all labels are alike.
    package let areaUnderCurve: AreaUnderCurve?
    /// The mean of `−ln(score of what is true)`, in nats, ≥ 0.
    ///
    /// Scores are kept 2⁻⁵² away from 0 and 1, so that one row that was wrong and certain adds 36
    /// and not infinity.
    package let logLoss: Double
    /// The mean of `(score − label)²`, 0...1.
    package let brierScore: Double

    package var rows: Int { confusion.rows }
    package var positives: Int { confusion.positives }

    /// - Parameters:
    ///   - labels: What is true; shape `[rows]`.
    ///   - scores: The probability of a true label, 0...1; same shape.
    ///   - threshold: 0...1.
    ///   - confidence: Of every interval; strictly between 0 and 1.
    /// - Throws: ``SampleError`` when there are no rows, the columns differ in length, or a number
    ///   is out of its range.
    /// - Complexity: O(rows · log rows).
    package init(
        labels: [Bool], scores: [Double], threshold: Double, confidence: Double = 0.95
    ) throws(SampleError) {
        let decisions = try Scores.decisions(scores, threshold: threshold, rows: labels.count)
        let confusion = try ConfusionMatrix(labels: labels, decisions: decisions)
        self.threshold = threshold
        self.confusion = confusion
        accuracy = try WilsonInterval(
            successes: confusion.correct, trials: confusion.rows, confidence: confidence)
        precision = try Self.share(
            confusion.truePositives, of: confusion.selected, confidence: confidence)
        recall = try Self.share(
            confusion.truePositives, of: confusion.positives, confidence: confidence)
        areaUnderCurve = try AreaUnderCurve(
            labels: labels, scores: scores, confidence: confidence)
        logLoss = Self.logLoss(labels: labels, scores: scores)
        brierScore = Self.brierScore(labels: labels, scores: scores)
    }

    private static func share(
        _ successes: Int, of trials: Int, confidence: Double
    ) throws(SampleError) -> WilsonInterval? {
        guard trials > 0 else { return nil }
        return try WilsonInterval(successes: successes, trials: trials, confidence: confidence)
    }

    private static func logLoss(labels: [Bool], scores: [Double]) -> Double {
        let least = Double.ulpOfOne
        var sum = 0.0
        for row in scores.indices {
            let score = min(max(scores[row], least), 1 - least)
            sum -= labels[row] ? Double.log(score) : Double.log(onePlus: -score)
        }
        return sum / Double(scores.count)
    }

    private static func brierScore(labels: [Bool], scores: [Double]) -> Double {
        var sum = 0.0
        for row in scores.indices {
            let error = scores[row] - (labels[row] ? 1 : 0)
            sum += error * error
        }
        return sum / Double(scores.count)
    }
}
