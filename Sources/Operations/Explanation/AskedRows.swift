import Predictors
import Statistics

/// Rows to be explained of a model that is asked, with its answers to them, and the rows that they
/// are compared with.
struct AskedRows {
    let model: AskedModel
    let columns: [ChangeableColumn]
    /// Shape `[chosen rows, columns]`.
    let rows: FeatureRows
    let answers: AskedModel.Answers
    /// Whose answer is explained, of several.
    let place: Int
    /// What it is called, of several.
    let className: String?

    /// - Parameters:
    ///   - chosen: Rows, from 0.
    ///   - rowCount: How many the file has.
    ///   - columns: Of the whole file.
    ///   - reference: The same of the reference rows; the file's own when `nil`.
    ///   - className: Whose answer, of several.
    ///   - model: What is asked.
    /// - Throws: A fault for a single row and nothing to compare it with, and for a class that the
    ///   model does not have; and whatever the model throws.
    init(
        _ chosen: [Int], rowCount: Int, of columns: [PredictorColumn],
        reference: [PredictorColumn]?, className: String?, model: AskedModel
    ) throws {
        guard rowCount > 1 || reference != nil else {
            throw Failure.fault(
                "no_reference",
                "a single row has nothing to be compared with; name a file of rows with "
                    + "`--reference`")
        }
        let changing = zip(columns, reference ?? columns).map {
            ChangeableColumn($0, reference: $1)
        }
        rows = try FeatureRows(
            chosen.flatMap { row in changing.map { $0.values[row] } }, rowCount: chosen.count,
            featureCount: changing.count)
        answers = try model.ask(
            AnswerReasons.asked(changing, rows.values, chosen.count), chosen.count)
        place = try model.place(of: className, width: answers.width)
        self.className =
            answers.width > 1 ? className ?? model.answerNames.dropFirst(place).first : nil
        self.columns = changing
        self.model = model
    }

    /// What the model says of each chosen row.
    func prediction(_ index: Int) -> Double { answers.values[index * answers.width + place] }

    /// The answer that is explained, to rows of numbers.
    func ask(_ matrix: [Double], _ rowCount: Int) throws -> [Double] {
        let answers = try model.ask(AnswerReasons.asked(columns, matrix, rowCount), rowCount)
        return (0..<rowCount).map { answers.values[$0 * answers.width + place] }
    }

    /// The reference rows, or so many of them evenly.
    func reference(atMost rowCountMax: Int) throws(ExplanationError) -> FeatureRows {
        let count = columns.first?.reference.count ?? 0
        let all = try FeatureRows(
            (0..<count).flatMap { row in columns.map { $0.reference[row] } }, rowCount: count,
            featureCount: columns.count)
        return try all.spread(min(count, rowCountMax))
    }
}
