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

    /// Labels of 0 and 1 as truth values.
    ///
    /// - Throws: ``SampleError`` when there are no rows, or for the first label that is neither.
    static func labels(_ labels: [Int32]) throws(SampleError) -> [Bool] {
        guard !labels.isEmpty else { throw .noRows }
        for row in labels.indices where labels[row] != 0 && labels[row] != 1 {
            throw .labelOutOfRange(row: row, label: Int(labels[row]), classes: 2)
        }
        return labels.map { $0 == 1 }
    }

    /// - Throws: ``SampleError`` for the first value that is not finite.
    static func finite(_ values: [Double], _ column: String) throws(SampleError) {
        for row in values.indices where !values[row].isFinite {
            throw .valueNotFinite(column: column, row: row, value: values[row])
        }
    }
}
