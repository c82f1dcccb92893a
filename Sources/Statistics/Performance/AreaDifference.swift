/// The difference of two scores' areas under the curve over the same rows, first minus second.
///
/// As both rank the same rows their areas vary together; DeLong's covariance takes that into
/// account: `V = Σ± (S₁₀/m + S₀₁/n)` of the differences of each row's placements under both scores.
///
/// Sources: E. DeLong, D. DeLong, D. Clarke-Pearson, Biometrics 44 (1988); X. Sun and W. Xu, IEEE
/// Signal Processing Letters 21 (2014).
package struct AreaDifference: Sendable, Equatable {
    package let first: Double
    package let second: Double
    package let difference: Estimate
    package let standardError: Double
    /// Two-sided; 1 where the scores rank all rows alike.
    package let pValue: Double

    /// The difference, or `nil` where it is undefined because a label has fewer than two rows.
    ///
    /// - Parameters:
    ///   - labels: What is true; shape `[rows]`.
    ///   - first: The first score, not NaN; same shape.
    ///   - second: The second, same shape.
    ///   - confidence: Strictly between 0 and 1.
    /// - Throws: ``SampleError`` as ``AveragePrecision``.
    /// - Complexity: O(rows · log rows).
    package init?(
        labels: [Bool], first: [Double], second: [Double], confidence: Double = 0.95
    ) throws(SampleError) {
        let deviate = try NormalQuantile(twoSided: confidence).value
        let ties = (
            try ScoreTies(labels: labels, scores: first),
            try ScoreTies(labels: labels, scores: second)
        )
        guard min(ties.0.positives, ties.0.negatives) > 1 else { return nil }
        let placements = (ties.0.placements, ties.1.placements)
        var positives = PairedPlacements()
        var negatives = PairedPlacements()
        for row in labels.indices {
            let (one, two) = (ties.0.place(of: first[row]), ties.1.place(of: second[row]))
            if labels[row] {
                positives.add(placements.0.ofPositives[one], placements.1.ofPositives[two])
            } else {
                negatives.add(placements.0.ofNegatives[one], placements.1.ofNegatives[two])
            }
        }
        self.first = positives.firstMean
        self.second = positives.secondMean
        let variance = positives.variance / positives.rows + negatives.variance / negatives.rows
        let error = variance.squareRoot()
        let value = positives.firstMean - positives.secondMean
        standardError = error
        pValue = error > 0 ? NormalDistribution.twoSided(value / error) : value == 0 ? 1 : 0
        difference = Estimate(
            value: value, lower: max(value - deviate * error, -1),
            upper: min(value + deviate * error, 1), confidence: confidence, method: .deLong,
            rows: labels.count)
    }
}

/// The means of two columns and the variance of their difference, in one pass (Welford's).
private struct PairedPlacements {
    private(set) var rows = 0.0
    private(set) var firstMean = 0.0
    private(set) var secondMean = 0.0
    private var mean = 0.0
    private var squares = 0.0

    mutating func add(_ first: Double, _ second: Double) {
        rows += 1
        firstMean += (first - firstMean) / rows
        secondMean += (second - secondMean) / rows
        let distance = first - second - mean
        mean += distance / rows
        squares += distance * (first - second - mean)
    }

    var variance: Double { squares / (rows - 1) }
}
