import Statistics
import Transparency

/// What weights did to an evaluation, and what took none.
extension MeasuredPredicate {
    /// - Parameters:
    ///   - weights: Of the rows.
    ///   - column: Where they are from.
    ///   - members: What was measured.
    /// - Returns: An object, with the sentence that says both.
    static func weights(
        _ weights: RowWeights, _ column: String, among members: [String: JSON]
    ) -> JSON {
        let plain = takeNoWeights.filter { members[$0] != nil }
        let rows = weights.values.count
        var note =
            "weighted by `\(column)`: \(rows) rows count as "
            + "\((weights.effectiveRows * 10).rounded() / 10) equal ones"
        if !plain.isEmpty {
            note += "; rows count alike in \(plain.joined(separator: ", "))"
        }
        return [
            "column": .string(column), "effective_rows": .number(weights.effectiveRows),
            "ignored_rows": JSON(weights.ignoredRows), "note": .string(note),
            "sum": .number(weights.sum), "unweighted": .array(plain.map { .string($0) }),
        ]
    }

    /// Members that count every row once, whatever it weighs.
    private static let takeNoWeights = [
        "comparison", "confusion", "contamination", "quality", "robustness", "worst_segments",
    ]
}
