/// What labelled rows say of a measure: how it varied between chunks, and how far chance moves it.
struct ReferencePerformance: Sendable, Equatable {
    /// How many standard deviations of the reference's chunks a chunk may differ by.
    private static let deviationsMost = 3.0

    /// The standard error of the measure over one row; over `n` rows it is `/√n` of this.
    let rowError: Double
    /// Realised values outside these bounds are unusual.
    let usual: ClosedRange<Double>

    /// - Parameters:
    ///   - measure: Whose error and bounds are asked for.
    ///   - labels: What was true; shape `[rows]`.
    ///   - scores: Checked; same shape.
    ///   - confusion: Of the same rows.
    ///   - realised: The measure in each chunk of the reference, where defined.
    init?(
        _ measure: LabelFreeMeasure, labels: [Bool], scores: [Double], confusion: ConfusionMatrix,
        realised: [Double]
    ) {
        guard !realised.isEmpty,
            let error = Self.rowError(measure, labels, scores, confusion)
        else { return nil }
        let mean = realised.reduce(0, +) / Double(realised.count)
        let squares = realised.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let reach = Self.deviationsMost * (squares / Double(realised.count)).squareRoot()
        rowError = error
        usual = max(mean - reach, 0)...max(min(mean + reach, 1), 0)
    }

    private static func rowError(
        _ measure: LabelFreeMeasure, _ labels: [Bool], _ scores: [Double],
        _ confusion: ConfusionMatrix
    ) -> Double? {
        switch measure {
        case .areaUnderCurve: areaError(labels, scores)
        case .averagePrecision:
            // The scores were checked, and an undefined value is nil either way.
            (try? AveragePrecision(labels: labels, scores: scores)).flatMap { precision in
                precision.map { $0.standardError * Double(labels.count).squareRoot() }
            }
        case .confusion(.f1): harmonicError(confusion)
        case .confusion(let measure):
            measure.share(of: confusion).flatMap { shareError($0, rows: confusion.rows) }
        }
    }

    /// `√(p(1 − p))` over the share of rows that count.
    private static func shareError(
        _ share: (successes: Int, trials: Int), rows: Int
    ) -> Double? {
        guard share.trials > 0 else { return nil }
        let p = Double(share.successes) / Double(share.trials)
        return (p * (1 - p) * Double(rows) / Double(share.trials)).squareRoot()
    }

    /// NannyML's: of rows that are true or decided as true, each hit counts `rows / (hits + half
    /// the rest)`.
    private static func harmonicError(_ confusion: ConfusionMatrix) -> Double? {
        let hits = Double(confusion.truePositives)
        let rest = Double(confusion.falsePositives + confusion.falseNegatives)
        guard hits + rest > 0 else { return nil }
        let weight = (hits + rest) / (hits + rest / 2)
        let share = hits / (hits + rest)
        let counted = (hits + rest) / Double(confusion.rows)
        return weight * (share * (1 - share) / counted).squareRoot()
    }

    /// NannyML's: the spread of the rarer label's placements, over its share of rows.
    private static func areaError(_ labels: [Bool], _ scores: [Double]) -> Double? {
        guard let ties = try? ScoreTies(labels: labels, scores: scores), ties.positives > 0,
            ties.negatives > 0
        else { return nil }
        let takesPositives = ties.positives <= ties.negatives
        let placements = takesPositives ? ties.placements.ofPositives : ties.placements.ofNegatives
        let counts = ties.ties.map { Double(takesPositives ? $0.positives : $0.negatives) }
        let rows = counts.reduce(0, +)
        let mean = zip(placements, counts).reduce(0) { $0 + $1.0 * $1.1 } / rows
        let squares = zip(placements, counts).reduce(0) {
            $0 + ($1.0 - mean) * ($1.0 - mean) * $1.1
        }
        return (squares / rows * Double(labels.count) / rows).squareRoot()
    }
}
