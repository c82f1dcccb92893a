import Predictors
import Statistics

/// Reasons for a model's answers to rows, found by asking: for models that are no tree ensembles.
///
/// Contributions are ``KernelSHAP``'s, of the answer itself. Absent features are as in some of the
/// reference rows.
struct AnswerReasons {
    let model: AskedModel
    /// Of the whole file.
    let columns: [PredictorColumn]
    /// Of the reference rows; the file's own when `nil`.
    let reference: [PredictorColumn]?
    /// Whose answer, of several.
    let className: String?
    var seed: UInt64 = 1

    /// Rows that absent features are taken from: each coalition is asked with all of them.
    static let backgroundRowsMost = 25

    /// - Parameters:
    ///   - chosen: Rows, from 0.
    ///   - rowCount: How many the file has.
    /// - Returns: What made the answers to the chosen rows.
    /// - Throws: A fault for a single row and nothing to compare it with; ``ExplanationError``; and
    ///   whatever the model throws.
    func explained(_ chosen: [Int], rowCount: Int) throws -> ExplainRows.Explained {
        let asked = try AskedRows(
            chosen, rowCount: rowCount, of: columns, reference: reference, className: className,
            model: model)
        let kernel = try KernelSHAP(
            background: try asked.reference(atMost: Self.backgroundRowsMost), seed: seed)
        let contributions = try kernel.contributions(of: asked.rows, model: asked.ask)
        let names = asked.columns.map(\.name)
        return ExplainRows.Explained(
            format: model.format, method: .kernelSHAP, features: names,
            isProbability: model.isProbability, absent: .rows, rowCount: rowCount,
            rows: try chosen.enumerated().map { index, row in
                let reasons = try DecisionReasons(
                    row: index, of: asked.rows, contributions: contributions, names: names)
                return ExplainRows.Row(
                    number: row + 1, reasons: reasons, className: asked.className,
                    prediction: asked.prediction(index),
                    values: reasons.reasons.map { asked.columns[$0.feature].word($0.value) })
            }, importance: nil)
    }

    /// Rows of numbers as the columns that they are of.
    static func asked(
        _ changing: [ChangeableColumn], _ matrix: [Double], _ rowCount: Int
    ) -> [PredictorColumn] {
        changing.enumerated().map { place, column in
            column.column(of: (0..<rowCount).map { matrix[$0 * changing.count + place] })
        }
    }
}
