/// How much an evaluation measures; each has all of the one before.
package enum EvaluationSuite: String, Sendable, CaseIterable {
    /// Performance, and fairness when there are sensitive columns.
    case low
    /// Also the data's quality, drift from a reference, segments and where the model does worst.
    case medium
    /// Also what moves the model's answers, and what noise and missing values do to them.
    case high

    var looksAtData: Bool { self != .low }
    var looksIntoModel: Bool { self == .high }
}
