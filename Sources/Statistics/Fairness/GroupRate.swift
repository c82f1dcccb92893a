/// A share by which groups of people are compared.
package enum GroupRate: String, Sendable, Equatable, CaseIterable {
    /// Rows decided as true, among all rows (demographic parity).
    case selection
    /// Rows decided as true, among those that are (equal opportunity).
    case truePositive
    /// Rows decided as true, among those that are not (with the former: equalised odds).
    case falsePositive
    /// Rows decided as they are labelled, among all rows.
    case accuracy

    /// The rows that have the property, and the rows that might have it.
    func share(of confusion: ConfusionMatrix) -> (successes: Int, trials: Int) {
        switch self {
        case .selection: (confusion.selected, confusion.rows)
        case .truePositive: (confusion.truePositives, confusion.positives)
        case .falsePositive: (confusion.falsePositives, confusion.negatives)
        case .accuracy: (confusion.correct, confusion.rows)
        }
    }
}
