/// Why a model answered as it did for one row: the features in order of what they did.
package struct DecisionReasons: Sendable, Equatable {
    package enum Direction: String, Sendable, Equatable {
        case raised
        case lowered
    }

    package struct Reason: Sendable, Equatable {
        /// From 1.
        package let rank: Int
        package let feature: Int
        package let name: String
        /// The row's value; NaN when missing.
        package let value: Double
        package let contribution: Double
        package let direction: Direction
        /// The share of all features' absolute contributions, 0...1.
        package let share: Double
    }

    /// What a row of which nothing is known gets.
    package let base: Double
    package let answer: Double
    /// By falling absolute contribution, without those of 0; of equals the first.
    package let reasons: [Reason]

    /// - Parameters:
    ///   - row: Which of the rows.
    ///   - rows: What was explained.
    ///   - contributions: Of these rows.
    ///   - output: Whose contributions.
    ///   - names: One for each feature.
    /// - Throws: ``ExplanationError`` when there is no such row, or another number of names.
    package init(
        row: Int, of rows: FeatureRows, contributions: Contributions, output: Int = 0,
        names: [String]
    ) throws(ExplanationError) {
        try rows.check(featureCount: contributions.featureCount)
        guard names.count == rows.featureCount else {
            throw .featureCountsDiffer(given: names.count, expected: rows.featureCount)
        }
        guard (0..<rows.rowCount).contains(row), contributions.rowCount == rows.rowCount else {
            throw .noRows
        }
        let own = Array(contributions[row, output: output])
        let total = own.reduce(0) { $0 + $1.magnitude }
        let order = own.indices.filter { own[$0] != 0 }.sorted {
            own[$0].magnitude == own[$1].magnitude
                ? $0 < $1 : own[$0].magnitude > own[$1].magnitude
        }
        base = contributions.bases[output]
        answer = contributions.answer(row: row, output: output)
        reasons = order.enumerated().map { rank, feature in
            Reason(
                rank: rank + 1, feature: feature, name: names[feature],
                value: rows[row, feature], contribution: own[feature],
                direction: own[feature] > 0 ? .raised : .lowered,
                share: own[feature].magnitude / total)
        }
    }

    /// The strongest reasons in one direction, as a notice of adverse action lists them.
    ///
    /// - Parameters:
    ///   - direction: Whether they raised or lowered the answer.
    ///   - most: How many at most; more than four are not likely to be helpful by the official
    ///     comment 9(b)(2)-1 to 12 CFR 1002.
    /// - Returns: The strongest first.
    package func main(_ direction: Direction, most: Int = 4) -> [Reason] {
        Array(reasons.filter { $0.direction == direction }.prefix(max(most, 0)))
    }
}
