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
        guard rowCount > 1 || reference != nil else {
            throw Failure.fault(
                "no_reference",
                "a single row has nothing to be compared with; name a file of rows with "
                    + "`--reference`")
        }
        let changing = zip(columns, reference ?? columns).map {
            ChangeableColumn($0, reference: $1)
        }
        let rows = try FeatureRows(
            chosen.flatMap { row in changing.map { $0.values[row] } }, rowCount: chosen.count,
            featureCount: changing.count)
        let first = try model.ask(Self.asked(changing, rows.values, chosen.count), chosen.count)
        let place = try model.place(of: className, width: first.width)
        let kernel = try KernelSHAP(background: try background(changing), seed: seed)
        let contributions = try kernel.contributions(of: rows) { matrix, rowCount in
            let answers = try model.ask(Self.asked(changing, matrix, rowCount), rowCount)
            return (0..<rowCount).map { answers.values[$0 * answers.width + place] }
        }
        let name = first.width > 1 ? className ?? model.answerNames.dropFirst(place).first : nil
        return ExplainRows.Explained(
            format: model.format, method: .kernelSHAP, features: changing.map(\.name),
            isProbability: model.isProbability, absent: .rows, rowCount: rowCount,
            rows: try chosen.enumerated().map { index, row in
                let reasons = try DecisionReasons(
                    row: index, of: rows, contributions: contributions,
                    names: changing.map(\.name))
                return ExplainRows.Row(
                    number: row + 1, reasons: reasons, className: name,
                    prediction: first.values[index * first.width + place],
                    values: reasons.reasons.map { changing[$0.feature].word($0.value) })
            }, importance: nil)
    }

    private func background(
        _ changing: [ChangeableColumn]
    ) throws(ExplanationError) -> FeatureRows {
        let count = changing.first?.reference.count ?? 0
        let all = try FeatureRows(
            (0..<count).flatMap { row in changing.map { $0.reference[row] } }, rowCount: count,
            featureCount: changing.count)
        return try all.spread(min(count, Self.backgroundRowsMost))
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
