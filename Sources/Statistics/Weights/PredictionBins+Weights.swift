extension PredictionBins {
    /// Bins of nearly equal weight instead of rows, with weighted means.
    ///
    /// - Parameters:
    ///   - actual: Finite; shape `[rows]`.
    ///   - predicted: Finite; same shape.
    ///   - weights: Same shape.
    ///   - bins: How many, ≥ 1.
    ///   - confidence: Of each mean, strictly between 0 and 1.
    /// - Throws: ``SampleError`` as for rows of one weight.
    /// - Complexity: O(rows · log rows).
    package init(
        actual: [Double], predicted: [Double], weights: RowWeights, bins: Int = 10,
        confidence: Double = 0.95
    ) throws(SampleError) {
        guard !actual.isEmpty else { throw .noRows }
        for (name, count) in [("predicted", predicted.count), ("weights", weights.values.count)]
        where count != actual.count {
            throw .lengthsDiffer(column: name, rows: count, expected: actual.count)
        }
        guard bins > 0 else {
            throw .parameterOutOfRange(name: "bins", value: Double(bins), range: "at least 1")
        }
        try Scores.finite(actual, "actual")
        try Scores.finite(predicted, "predicted")
        let order = predicted.indices.filter { weights.values[$0] > 0 }
            .sorted { (predicted[$0], $0) < (predicted[$1], $1) }
        var found: [Bin] = []
        let step = weights.sum / Double(bins)
        var (start, below, edge) = (0, 0.0, 1.0)
        for place in order.indices {
            below += weights.values[order[place]]
            let isLast = place + 1 == order.count
            let isTied = !isLast && predicted[order[place + 1]] == predicted[order[place]]
            // Rounding of the sum must not put a row into the next bin.
            let isFull = edge < Double(bins) && below >= step * edge * (1 - 1e-12)
            guard isLast || isFull && !isTied else { continue }
            found.append(
                try Self.bin(
                    Array(order[start...place]), actual, predicted, weights, confidence))
            start = place + 1
            // Equal predictions may have filled the bins that follow, too.
            edge = max(edge, (below / step * (1 + 1e-12)).rounded(.down)) + 1
        }
        self.bins = found
    }

    private static func bin(
        _ rows: [Int], _ actual: [Double], _ predicted: [Double], _ weights: RowWeights,
        _ confidence: Double
    ) throws(SampleError) -> Bin {
        guard let own = weights.keeping(rows) else { throw .noRows }
        let predictions = rows.map { predicted[$0] }
        return Bin(
            lower: predictions[0], upper: predictions[predictions.count - 1],
            meanPrediction: predictions.weightedSum(own.values) / own.sum,
            meanActual: try Estimate(
                meanOf: rows.map { actual[$0] }, weights: own, confidence: confidence))
    }
}
