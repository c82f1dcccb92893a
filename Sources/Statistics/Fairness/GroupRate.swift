/// A share by which groups of people are compared.
///
/// These are the rates of Fairness Indicators, of which `truePositive` is also its recall,
/// `selection` its positive rate and `rejection` its negative rate; and the accuracy.
package enum GroupRate: String, Sendable, Equatable, CaseIterable {
    /// Rows decided as true, among all rows (demographic parity).
    case selection
    /// Rows decided as true, among those that are (equal opportunity, recall).
    case truePositive
    /// Rows decided as true, among those that are not (with the former: equalised odds).
    case falsePositive
    /// Rows decided as they are labelled, among all rows.
    case accuracy
    /// Rows decided as false, among all rows.
    case rejection
    /// Rows decided as false, among those that are.
    case trueNegative
    /// Rows decided as false, among those that are true.
    case falseNegative
    /// Rows that are true, among those decided as true (predictive parity).
    case precision
    /// Rows that are false, among those decided as true.
    case falseDiscovery
    /// Rows that are true, among those decided as false.
    case falseOmission

    /// The rates that evidence for a gate has always had.
    package static let gated: [GroupRate] = [.selection, .truePositive, .falsePositive, .accuracy]

    /// The rows that have the property, and the rows that might have it.
    package func share(of confusion: ConfusionMatrix) -> (successes: Int, trials: Int) {
        switch self {
        case .selection: (confusion.selected, confusion.rows)
        case .truePositive: (confusion.truePositives, confusion.positives)
        case .falsePositive: (confusion.falsePositives, confusion.negatives)
        case .accuracy: (confusion.correct, confusion.rows)
        case .rejection: (confusion.rejected, confusion.rows)
        case .trueNegative: (confusion.trueNegatives, confusion.negatives)
        case .falseNegative: (confusion.falseNegatives, confusion.positives)
        case .precision: (confusion.truePositives, confusion.selected)
        case .falseDiscovery: (confusion.falsePositives, confusion.selected)
        case .falseOmission: (confusion.falseNegatives, confusion.rejected)
        }
    }
}
