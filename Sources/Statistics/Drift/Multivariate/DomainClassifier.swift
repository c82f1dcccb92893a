/// How well a small model tells the current rows from the reference's.
///
/// Boosted stumps on 32 quantile bins a column learn on four fifths of the rows and score the fifth
/// that they have not seen, five times over. An area under the curve of ½ means that no column
/// nor their sum gives the side away. The area is the mean of the five folds'; its standard error
/// joins theirs (DeLong's) and allows for models that have learnt from the same rows. Columns of the
/// matrix are ranked by how much of the loss their stumps took off.
///
/// Source of the allowance: C. Nadeau and Y. Bengio, *Inference for the generalization error*, Machine
/// Learning 52 (2003): the mean variance of a fold times `1/folds + 1/(folds − 1)`.
package struct DomainClassifier: Sendable, Equatable {
    package static let folds = 5
    static let rounds = 50
    static let rate = 0.2
    private static let foldVariance = 1 / Double(folds) + 1 / Double(folds - 1)

    /// How often a current row scores higher than one of the reference, 0...1.
    package let area: Double
    package let standardError: Double
    package let confidence: Double
    package let lower: Double
    package let upper: Double
    /// Each column's part of what all stumps gained, 0...1; shape `[columns]`.
    package let importance: [Double]

    /// - Parameters:
    ///   - matrix: At least ``rowsLeast`` rows of either side.
    ///   - confidence: Of the interval, strictly between 0 and 1.
    ///   - seed: Of the folds.
    /// - Throws: ``DriftError`` when there are too few rows; a confidence out of its range.
    /// - Complexity: O(rows · columns · rounds).
    package init(
        _ matrix: FeatureMatrix, confidence: Double = 0.95, seed: UInt64 = 0
    ) throws(DriftError) {
        guard matrix.referenceRows >= Self.rowsLeast else { throw .noValues(.reference) }
        guard matrix.currentRows >= Self.rowsLeast else { throw .noValues(.current) }
        guard let deviate = try? NormalQuantile(twoSided: confidence).value else {
            throw .shareOutOfRange(what: "confidence", value: confidence)
        }
        let bins = BinnedMatrix(matrix)
        let folds = Self.folds(matrix, seed: seed)
        var gains = [Double](repeating: 0, count: matrix.columns)
        var (area, variance) = (0.0, 0.0)
        for fold in 0..<Self.folds {
            let stumps = BoostedStumps(
                bins, rows: folds.indices.filter { folds[$0] != fold },
                referenceRows: matrix.referenceRows, rounds: Self.rounds, rate: Self.rate)
            for column in gains.indices { gains[column] += stumps.gains[column] }
            let unseen = folds.indices.filter { folds[$0] == fold }
            let (part, error) = Self.area(stumps, bins, unseen, matrix.referenceRows)
            area += part / Double(Self.folds)
            variance += error * error / Double(Self.folds) * Self.foldVariance
        }
        let sum = gains.reduce(0, +)
        self.area = area
        self.confidence = confidence
        standardError = variance.squareRoot()
        lower = max(area - deviate * variance.squareRoot(), 0)
        upper = min(area + deviate * variance.squareRoot(), 1)
        importance = gains.map { sum > 0 ? $0 / sum : 0 }
    }

    /// Ten of either side in each fold.
    package static let rowsLeast = 10 * folds

    private static func area(
        _ stumps: BoostedStumps, _ bins: BinnedMatrix, _ rows: [Int], _ referenceRows: Int
    ) -> (area: Double, error: Double) {
        let scores = rows.map { stumps.score(bins, $0) }
        let labels = rows.map { $0 >= referenceRows }
        guard let area = try? AreaUnderCurve(labels: labels, scores: scores) else {
            preconditionFailure("each fold has rows of both sides, and scores are probabilities")
        }
        return (area.area, area.standardError ?? 0)
    }

    /// Each side's rows are spread over the folds alike.
    private static func folds(_ matrix: FeatureMatrix, seed: UInt64) -> [Int] {
        var generator = SeededGenerator(seed: seed)
        let first = (0..<matrix.referenceRows).map { $0 % folds }.shuffled(using: &generator)
        return first + (0..<matrix.currentRows).map { $0 % folds }.shuffled(using: &generator)
    }
}
