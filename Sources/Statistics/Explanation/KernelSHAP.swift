/// Shapley values of any model, estimated from chosen coalitions of features.
///
/// Absent features are taken from each background row in turn. With all coalitions (up to 11
/// features by default) the values are exact; with fewer they still add up to the row's answer minus
/// the base. Nothing is selected or shrunk (`l1_reg=0` of the package `shap`). Features that are
/// alike in the row and the whole background contribute 0. All rows share their coalitions, so that
/// differences between rows are not those between draws.
///
/// Source: as ``Coalitions``.
package struct KernelSHAP: Sendable {
    /// More players than this are refused: the regression is cubic in them.
    package static let mostPlayers = 2000

    let background: FeatureRows
    let budget: Int?
    let seed: UInt64

    /// - Parameters:
    ///   - background: What absent features are taken from; at least one row.
    ///   - budget: How many coalitions at most, at least 2; `2 · features + 2048` unless given.
    ///   - seed: Which coalitions are drawn.
    /// - Throws: ``ExplanationError/backgroundEmpty``, or `.settingOutOfRange`.
    package init(
        background: FeatureRows, budget: Int? = nil, seed: UInt64
    ) throws(ExplanationError) {
        guard background.rowCount > 0 else { throw .backgroundEmpty }
        if let budget, budget < 2 {
            throw .settingOutOfRange(name: "budget", value: Double(budget))
        }
        self.background = background
        self.budget = budget
        self.seed = seed
    }

    /// Each row's contributions.
    ///
    /// - Throws: ``ExplanationError``, and whatever the model throws.
    /// - Complexity: O(rows · coalitions · background) answers of the model.
    package func contributions(
        of rows: FeatureRows, model: BatchModel
    ) throws -> Contributions {
        try rows.check(featureCount: background.featureCount)
        let answers = try ModelAnswers.ask(model, rows.values, rowCount: rows.rowCount)
        let backgroundAnswers = try ModelAnswers.ask(
            model, background.values, rowCount: background.rowCount)
        let empty = backgroundAnswers.reduce(0, +) / Double(background.rowCount)
        var designs: [Int: (Coalitions, CoalitionRegression)] = [:]
        var values = [Double](repeating: 0, count: rows.values.count)
        for row in 0..<rows.rowCount {
            let mixed = CoalitionValues(row: rows[row], background: background)
            let first = row * rows.featureCount
            guard mixed.players.count > 1 else {
                for player in mixed.players { values[first + player] = answers[row] - empty }
                continue
            }
            let count = mixed.players.count
            let (coalitions, regression) = try designs[count] ?? design(count)
            designs[count] = (coalitions, regression)
            let worth = try mixed.values(count: coalitions.count, model: model) {
                coalitions.members[$0 * count + $1] == 1
            }
            let own = regression.contributions(values: worth, empty: empty, full: answers[row])
            for (player, value) in zip(mixed.players, own) { values[first + player] = value }
        }
        return Contributions(
            rowCount: rows.rowCount, outputCount: 1, featureCount: rows.featureCount,
            bases: [empty], values: values)
    }

    /// The coalitions of so many players, and their regression.
    func design(
        _ playerCount: Int
    ) throws(ExplanationError) -> (Coalitions, CoalitionRegression) {
        guard playerCount <= Self.mostPlayers else {
            throw .tooManyFeatures(features: playerCount, most: Self.mostPlayers)
        }
        let coalitions = Coalitions(playerCount: playerCount, budget: budget, seed: seed)
        return (coalitions, try CoalitionRegression(coalitions))
    }
}
