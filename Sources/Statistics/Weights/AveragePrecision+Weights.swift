extension AveragePrecision {
    /// The value that rows of unlike weight have, as scikit-learn's with `sample_weight`; or `nil`
    /// where no label that weighs anything is true.
    ///
    /// - Throws: ``SampleError`` as for rows of one weight.
    /// - Complexity: O(rows · log rows).
    package init?(
        labels: [Bool], scores: [Double], weights: RowWeights, confidence: Double = 0.95
    ) throws(SampleError) {
        try Scores.check(scores, rows: labels.count)
        let deviate = try NormalQuantile(twoSided: confidence).value
        let ties = WeightedTies(labels: labels, scores: scores, weights: weights)
        guard ties.positives.rows > 0 else { return nil }
        let (average, error) = ties.averagePrecision
        standardError = error
        estimate = Estimate(
            logit: average, error: error, deviate: deviate, confidence: confidence,
            rows: ties.positives.rows + ties.negatives.rows)
    }
}
