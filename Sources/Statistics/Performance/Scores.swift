/// What every measure asks of a column of scores.
enum Scores {
    /// - Throws: ``SampleError`` when there are no rows, when there are as many scores as there are
    ///   not labels, or for the first score that is NaN or outside 0...1.
    static func check(_ scores: [Double], rows: Int) throws(SampleError) {
        guard rows > 0 else { throw .noRows }
        guard scores.count == rows else {
            throw .lengthsDiffer(column: "scores", rows: scores.count, expected: rows)
        }
        for row in scores.indices where !(scores[row] >= 0 && scores[row] <= 1) {
            throw .scoreOutOfRange(row: row, score: scores[row])
        }
    }

    /// A row is decided as true when its score reaches the threshold: `score >= threshold`.
    static func decisions(
        _ scores: [Double], threshold: Double, rows: Int
    ) throws(SampleError) -> [Bool] {
        try check(scores, rows: rows)
        guard threshold >= 0, threshold <= 1 else { throw .thresholdOutOfRange(threshold) }
        return scores.map { $0 >= threshold }
    }
}
