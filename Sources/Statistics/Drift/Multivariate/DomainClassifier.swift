/// How well a small model tells the current rows from the reference's.
///
/// Boosted stumps on 32 quantile bins a column learn on four fifths of the rows and score the fifth
/// that they have not seen, five times over. An area under the curve of ½ means that no column
/// nor their sum gives the side away; its interval is DeLong's over all scores, each of an unseen
/// row. Columns are ranked by how much of the loss their stumps took off.
package struct DomainClassifier: Sendable, Equatable {
    package static let folds = 5
    static let rounds = 50
    static let rate = 0.2

    /// Of the reference (false) against the current rows (true).
    package let area: AreaUnderCurve
    /// Each column's part of what all stumps gained, 0...1; shape `[columns]`.
    package let importance: [Double]

    /// - Parameters:
    ///   - matrix: At least ten rows of either side.
    ///   - confidence: Of the interval, strictly between 0 and 1.
    ///   - seed: Of the folds.
    /// - Throws: ``DriftError`` when there are too few rows; a confidence out of its range.
    /// - Complexity: O(rows · columns · rounds).
    package init(
        _ matrix: FeatureMatrix, confidence: Double = 0.95, seed: UInt64 = 0
    ) throws(DriftError) {
        guard matrix.referenceRows >= 10 else { throw .noValues(.reference) }
        guard matrix.currentRows >= 10 else { throw .noValues(.current) }
        let bins = BinnedMatrix(matrix)
        let folds = Self.folds(matrix, seed: seed)
        var scores = [Double](repeating: 0.5, count: matrix.rows)
        var gains = [Double](repeating: 0, count: matrix.columns)
        for fold in 0..<Self.folds {
            let seen = folds.indices.filter { folds[$0] != fold }
            let stumps = BoostedStumps(
                bins, rows: seen, referenceRows: matrix.referenceRows, rounds: Self.rounds,
                rate: Self.rate)
            for row in folds.indices where folds[row] == fold {
                scores[row] = stumps.score(bins, row)
            }
            for column in gains.indices { gains[column] += stumps.gains[column] }
        }
        let labels = folds.indices.map { $0 >= matrix.referenceRows }
        guard
            let area = try? AreaUnderCurve(labels: labels, scores: scores, confidence: confidence)
        else { throw .shareOutOfRange(what: "confidence", value: confidence) }
        self.area = area
        let sum = gains.reduce(0, +)
        importance = gains.map { sum > 0 ? $0 / sum : 0 }
    }

    /// Each side's rows are spread over the folds alike.
    private static func folds(_ matrix: FeatureMatrix, seed: UInt64) -> [Int] {
        var generator = SeededGenerator(seed: seed)
        let first = (0..<matrix.referenceRows).map { $0 % folds }.shuffled(using: &generator)
        return first + (0..<matrix.currentRows).map { $0 % folds }.shuffled(using: &generator)
    }
}
