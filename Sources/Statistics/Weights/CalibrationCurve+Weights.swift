extension CalibrationCurve {
    /// The curve of rows of unlike weight: shares, mean scores and the error are weighted.
    ///
    /// - Parameters:
    ///   - labels: Shape `[rows]`.
    ///   - scores: 0...1; same shape.
    ///   - weights: Same shape.
    ///   - bins: Of equal width, 1 or more.
    ///   - bootstrap: How the error's interval is resampled, from each bin's weight of either label.
    /// - Throws: ``SampleError`` as for rows of one weight.
    /// - Complexity: O(rows · log bins).
    package init(
        labels: [Bool], scores: [Double], weights: RowWeights, bins: Int = 10,
        bootstrap: CellBootstrap
    ) throws(SampleError) {
        try Scores.check(scores, rows: labels.count)
        let edges = try Self.edges(.width(bins: bins), scores)
        var cells = [WeightedSum](repeating: WeightedSum(), count: edges.count * 2)
        var sums = [Double](repeating: 0, count: edges.count * 2)
        for row in scores.indices {
            let cell = Self.bin(of: scores[row], edges) * 2 + (labels[row] ? 1 : 0)
            cells[cell].add(weights.values[row])
            sums[cell] += weights.values[row] * scores[row]
        }
        var found: [Bin] = []
        for index in 0..<(edges.count - 1) {
            let (negatives, positives) = (cells[index * 2], cells[index * 2 + 1])
            let share = try WilsonInterval(
                positives, negatives, confidence: bootstrap.confidence)
            guard let share else { continue }
            let score =
                (sums[index * 2] + sums[index * 2 + 1]) / (negatives.weight + positives.weight)
            found.append(
                Bin(lower: edges[index], upper: edges[index + 1], meanScore: score, share: share))
        }
        binning = .width(bins: bins)
        self.bins = found
        largestError = found.map { ($0.share.estimate - $0.meanScore).magnitude }.max() ?? 0
        let means = cells.indices.map { cells[$0].weight > 0 ? sums[$0] / cells[$0].weight : 0 }
        let errors = bootstrap.estimates(
            weights: cells, stream: "calibration", statistics: 1
        ) { cells, values in values[0] = Self.error(cells, means) }
        guard let error = errors[0] else { throw .noRows }
        expectedError = error
    }
}
