/// What was true of rows whose predictions are alike: a regression's calibration.
///
/// Rows in the order of their predictions are cut into bins of nearly equal size; equal predictions
/// stay together.
package struct PredictionBins: Sendable, Equatable {
    package struct Bin: Sendable, Equatable {
        /// The lowest and the highest prediction.
        package let lower: Double
        package let upper: Double
        package let meanPrediction: Double
        package let meanActual: Estimate
    }

    /// At most as many as were asked for, ascending.
    package let bins: [Bin]

    /// - Parameters:
    ///   - actual: Finite; shape `[rows]`.
    ///   - predicted: Finite; same shape.
    ///   - bins: How many, ≥ 1.
    ///   - confidence: Of each mean, strictly between 0 and 1.
    /// - Throws: ``SampleError`` when there are no rows, the columns differ in length, or a value is
    ///   out of its range.
    /// - Complexity: O(rows · log rows).
    package init(
        actual: [Double], predicted: [Double], bins: Int = 10, confidence: Double = 0.95
    ) throws(SampleError) {
        guard !actual.isEmpty else { throw .noRows }
        guard actual.count == predicted.count else {
            throw .lengthsDiffer(
                column: "predicted", rows: predicted.count, expected: actual.count)
        }
        guard bins > 0 else {
            throw .parameterOutOfRange(name: "bins", value: Double(bins), range: "at least 1")
        }
        try Scores.finite(actual, "actual")
        try Scores.finite(predicted, "predicted")
        let order = predicted.indices.sorted { (predicted[$0], $0) < (predicted[$1], $1) }
        var found: [Bin] = []
        var start = 0
        for bin in 1...bins {
            var end = order.count * bin / bins
            // Equal predictions may have filled this bin with the one before.
            guard end > start else { continue }
            while end < order.count, predicted[order[end]] == predicted[order[end - 1]] { end += 1 }
            let rows = order[start..<end]
            let sum = rows.reduce(0) { $0 + predicted[$1] }
            found.append(
                Bin(
                    lower: predicted[order[start]], upper: predicted[order[end - 1]],
                    meanPrediction: sum / Double(rows.count),
                    meanActual: try Estimate(
                        meanOf: rows.map { actual[$0] }, confidence: confidence)))
            start = end
        }
        self.bins = found
    }
}
