import RealModule

/// How well scores tell true rows from false ones, and how far their numbers can be believed.
///
/// What is undefined (the precision when no row was decided as true) is left out or `nil`.
package struct BinaryReport: Sendable, Equatable {
    package let threshold: Double
    package let rule: ThresholdRule
    package let confusion: ConfusionMatrix
    package let measures: [BinaryMeasure: Estimate]
    /// `nil` when all labels are alike.
    package let areaUnderCurve: AreaUnderCurve?
    /// `nil` when no label is true.
    package let averagePrecision: AveragePrecision?
    /// The mean of `−ln(score of what is true)`, in nats; scores are kept 2⁻⁵² away from 0 and 1.
    package let logLoss: Estimate
    /// The mean of `(score − label)²`, 0...1.
    package let brierScore: Estimate
    package let calibration: CalibrationCurve
    /// `nil` when all labels or scores are alike, or scores separate the labels.
    package let calibrationLine: CalibrationLine?
    /// `nil` when ties leave no group.
    package let hosmerLemeshow: HosmerLemeshow?

    package var rows: Int { confusion.rows }
    package var positives: Int { confusion.positives }

    /// - Parameters:
    ///   - labels: What is true, 0 or 1; shape `[rows]`.
    ///   - scores: The probability of a true label, 0...1; same shape.
    ///   - threshold: At which a row is decided as true.
    ///   - rule: Whether a score on the threshold is.
    ///   - binning: Of the calibration curve.
    ///   - bootstrap: Confidence, replicates and seed of every interval.
    /// - Throws: ``SampleError`` when there are no rows, the columns differ in length, or a value is
    ///   out of its range.
    /// - Complexity: O(rows · log rows + replicates).
    package init(
        labels: [Int32], scores: [Double], threshold: Double, rule: ThresholdRule,
        binning: CalibrationCurve.Binning = .width(bins: 10), bootstrap: CellBootstrap
    ) throws(SampleError) {
        let truths = try Scores.labels(labels)
        try Scores.check(scores, rows: truths.count)
        guard !threshold.isNaN else { throw .thresholdOutOfRange(threshold) }
        let confidence = bootstrap.confidence
        let confusion = try ConfusionMatrix(
            labels: truths, decisions: scores.map { rule.decides($0, threshold) })
        self.threshold = threshold
        self.rule = rule
        self.confusion = confusion
        measures = try BinaryMeasure.estimates(confusion, bootstrap: bootstrap)
        areaUnderCurve = try AreaUnderCurve(labels: truths, scores: scores, confidence: confidence)
        averagePrecision = try AveragePrecision(
            labels: truths, scores: scores, confidence: confidence)
        logLoss = try Estimate(
            meanOf: zip(truths, scores).map(Self.logLoss), confidence: confidence,
            within: 0 ... .infinity)
        brierScore = try Estimate(
            meanOf: zip(truths, scores).map { ($1 - ($0 ? 1 : 0)) * ($1 - ($0 ? 1 : 0)) },
            confidence: confidence, within: 0...1)
        calibration = try CalibrationCurve(
            labels: truths, scores: scores, binning: binning, bootstrap: bootstrap)
        calibrationLine = try CalibrationLine(
            labels: truths, scores: scores, confidence: confidence)
        hosmerLemeshow = try HosmerLemeshow(labels: truths, scores: scores)
    }

    static func logLoss(label: Bool, score: Double) -> Double {
        let kept = min(max(score, Double.ulpOfOne), 1 - Double.ulpOfOne)
        return label ? -Double.log(kept) : -Double.log(onePlus: -kept)
    }
}
