extension AreaUnderCurve {
    /// The area that rows of unlike weight have, or `nil` where it is undefined because all labels
    /// that weigh anything are alike.
    ///
    /// ``positives`` and ``negatives`` are rows. DeLong's interval is used from
    /// ``rowsForDeLong`` effective rows of either label on.
    /// - Throws: ``SampleError`` as for rows of one weight.
    /// - Complexity: O(rows · log rows).
    package init?(
        labels: [Bool], scores: [Double], weights: RowWeights, confidence: Double = 0.95
    ) throws(SampleError) {
        try Scores.check(scores, rows: labels.count)
        let deviate = try NormalQuantile(twoSided: confidence).value
        let ties = WeightedTies(labels: labels, scores: scores, weights: weights)
        guard ties.positives.rows > 0, ties.negatives.rows > 0 else { return nil }
        let effective = (ties.positives.effectiveRows, ties.negatives.effectiveRows)
        let (area, error) = ties.area
        positives = ties.positives.rows
        negatives = ties.negatives.rows
        self.area = area
        self.confidence = confidence
        standardError = error
        if let error, error > 0, min(effective.0, effective.1) >= Double(Self.rowsForDeLong) {
            method = .deLong
            lower = max(area - deviate * error, 0)
            upper = min(area + deviate * error, 1)
        } else {
            method = .newcombe
            let score = AreaScore(
                area: area, positives: effective.0, negatives: effective.1, deviate: deviate)
            (lower, upper) = (score.lower, score.upper)
        }
    }
}
