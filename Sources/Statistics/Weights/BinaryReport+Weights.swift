extension BinaryReport {
    /// What rows of unlike weight say: every measure but the counts is weighted.
    ///
    /// ``confusion`` counts rows, and ``calibrationLine`` and ``hosmerLemeshow`` are `nil`: these have
    /// no weighted form here.
    /// - Parameters:
    ///   - labels: What is true, 0 or 1; shape `[rows]`.
    ///   - scores: The probability of a true label, 0...1; same shape.
    ///   - weights: Same shape.
    ///   - threshold: At which a row is decided as true.
    ///   - rule: Whether a score on the threshold is.
    ///   - bootstrap: Confidence, replicates and seed of every interval.
    /// - Throws: ``SampleError`` when there are no rows, the columns differ in length, or a value is
    ///   out of its range.
    /// - Complexity: O(rows · log rows + replicates).
    package init(
        labels: [Int32], scores: [Double], weights: RowWeights, threshold: Double,
        rule: ThresholdRule, bootstrap: CellBootstrap
    ) throws(SampleError) {
        let truths = try Scores.labels(labels)
        try Scores.check(scores, rows: truths.count)
        guard weights.values.count == truths.count else {
            throw .lengthsDiffer(
                column: "weights", rows: weights.values.count, expected: truths.count)
        }
        guard !threshold.isNaN else { throw .thresholdOutOfRange(threshold) }
        let confidence = bootstrap.confidence
        let decisions = scores.map { rule.decides($0, threshold) }
        self.threshold = threshold
        self.rule = rule
        confusion = try ConfusionMatrix(labels: truths, decisions: decisions)
        measures = try BinaryMeasure.estimates(
            WeightedConfusion(truths, decisions, weights), bootstrap: bootstrap)
        areaUnderCurve = try AreaUnderCurve(
            labels: truths, scores: scores, weights: weights, confidence: confidence)
        averagePrecision = try AveragePrecision(
            labels: truths, scores: scores, weights: weights, confidence: confidence)
        logLoss = try Estimate(
            meanOf: zip(truths, scores).map(Self.logLoss), weights: weights,
            confidence: confidence, within: 0 ... .infinity)
        brierScore = try Estimate(
            meanOf: zip(truths, scores).map { ($1 - ($0 ? 1 : 0)) * ($1 - ($0 ? 1 : 0)) },
            weights: weights, confidence: confidence, within: 0...1)
        calibration = try CalibrationCurve(
            labels: truths, scores: scores, weights: weights, bootstrap: bootstrap)
        calibrationLine = nil
        hosmerLemeshow = nil
    }
}
