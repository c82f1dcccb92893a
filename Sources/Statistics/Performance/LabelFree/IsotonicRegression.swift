/// The rising step curve closest to labels: scores turned into probabilities.
///
/// Between the scores it was fitted on it runs in straight lines, and outside them it stays level,
/// as scikit-learn's does with `out_of_bounds="clip"`. Equal scores are one point first.
///
/// Source: R. Barlow and others, *Statistical inference under order restrictions* (1972), the pool
/// adjacent violators algorithm.
package struct IsotonicRegression: Sendable, Equatable {
    /// Ascending.
    package let scores: [Double]
    /// Never falling, 0...1; same shape.
    package let values: [Double]

    /// - Parameters:
    ///   - labels: Shape `[rows]`.
    ///   - scores: Finite; same shape.
    /// - Throws: ``SampleError`` when there are no rows, the columns differ in length, or a score is
    ///   not finite.
    /// - Complexity: O(rows · log rows).
    package init(labels: [Bool], scores: [Double]) throws(SampleError) {
        guard !labels.isEmpty else { throw .noRows }
        guard scores.count == labels.count else {
            throw .lengthsDiffer(column: "scores", rows: scores.count, expected: labels.count)
        }
        try Scores.finite(scores, "scores")
        var points: [(score: Double, sum: Double, weight: Double)] = []
        for row in scores.indices.sorted(by: { scores[$0] < scores[$1] }) {
            if points.last?.score != scores[row] { points.append((scores[row], 0, 0)) }
            points[points.count - 1].sum += labels[row] ? 1 : 0
            points[points.count - 1].weight += 1
        }
        var blocks: [(sum: Double, weight: Double, points: Int)] = []
        for point in points {
            var block = (sum: point.sum, weight: point.weight, points: 1)
            while let last = blocks.last, last.sum * block.weight >= block.sum * last.weight {
                block = (
                    last.sum + block.sum, last.weight + block.weight, last.points + block.points
                )
                blocks.removeLast()
            }
            blocks.append(block)
        }
        self.scores = points.map(\.score)
        values = blocks.flatMap { Array(repeating: $0.sum / $0.weight, count: $0.points) }
    }

    package func value(at score: Double) -> Double {
        var (low, high) = (0, scores.count)
        while low < high {
            let middle = (low + high) / 2
            if scores[middle] <= score { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return values[0] }
        guard low < scores.count else { return values[scores.count - 1] }
        let share = (score - scores[low - 1]) / (scores[low] - scores[low - 1])
        return values[low - 1] + (values[low] - values[low - 1]) * share
    }
}
