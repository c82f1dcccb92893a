import Governance
import Predictors
import Statistics
import Tables

/// What each column is worth to a model's answers over all rows, by permutation: for models that are
/// no tree ensembles, of which the truth tells more than their answers.
struct AnswerImportance {
    let model: AskedModel
    /// Of the whole file.
    let columns: [PredictorColumn]
    /// The column with the truth.
    let label: String
    let data: String
    /// Whose answer is meant, of several; all of them when `nil`.
    let className: String?
    let seed: UInt64

    /// - Throws: A fault for truths that do not fit the answers, ``ExplanationError``, and whatever the
    ///   model throws.
    func permuted() throws -> ExplainServed.Permuted {
        let changing = columns.map { ChangeableColumn($0, reference: $0) }
        let all = try FeatureRows(
            (columns.first.map(\.rowCount).map { 0..<$0 } ?? 0..<0).flatMap { row in
                changing.map { $0.values[row] }
            },
            rowCount: columns.first?.rowCount ?? 0, featureCount: changing.count)
        let count = min(all.rowCount, ExplainServed.permutedRowsMost)
        let rows = try all.spread(count)
        let chosen = (0..<count).map { $0 * all.rowCount / count }
        let width = try model.ask(AnswerReasons.asked(changing, rows.values, count), count).width
        let loss = try AnswerLoss(
            model, width: width, label: label, of: data, className: className)
        let permuted = try PermutationImportance(
            rows, losses: loss.losses(of: chosen), width: loss.width, seed: seed
        ) { matrix, rowCount in
            let answers = try model.ask(
                AnswerReasons.asked(changing, matrix, rowCount), rowCount)
            guard answers.width == width else {
                throw Failure.fault("bad_answer", "the model gives rows of different widths")
            }
            return loss.answers(answers.values)
        }
        return ExplainServed.Permuted(
            format: model.format, engine: model.engine, rowCount: count, loss: permuted.loss,
            lossName: loss.name, confidence: permuted.confidence,
            features: permuted.ranked.map {
                .init(feature: changing[$0.features[0]].name, increase: $0.increase)
            })
    }
}

/// What answers cost against a column of truths: their squared error, summed over classes where
/// several are told apart.
private struct AnswerLoss {
    /// Which of a row's answers counts; all of them when `nil`.
    private let place: Int?
    private let asked: Int
    private let truths: RobustnessMeasures.Truths

    init(
        _ model: AskedModel, width: Int, label: String, of data: String, className: String?
    ) throws(Failure) {
        asked = width
        guard width > 2, className == nil else {
            let place = try model.place(of: className, width: width)
            self.place = place
            let name = className ?? (width == 2 ? model.answerNames.dropFirst().first : nil)
            truths = .numbers(try Self.truths(label, of: data, among: model, name: name))
            return
        }
        place = nil
        let names = (model.answerNames.isEmpty ? (0..<width).map { "\($0)" } : model.answerNames)
            .map(ClassNames.word)
        let (words, codes) = try Self.words(label, of: data)
        let places = Dictionary(zip(names, Int32(0)...)) { first, _ in first }
        if let word = words.first(where: { places[$0] == nil }) {
            throw .fault(
                "unknown_class",
                "the label `\(word)` is none of the model's classes "
                    + "\(names.prefix(10).map(\.self).inBackticks); name one with `--class`")
        }
        truths = .classes(codes.map { places[words[Int($0)]] ?? 0 }, width: width)
    }

    var width: Int { truths.width }

    var name: String {
        place == nil ? "squared error, summed over classes" : "squared error"
    }

    func losses(of chosen: [Int]) -> RowLosses { truths.losses(of: chosen) }

    func answers(_ values: [Double]) -> [Double] {
        guard let place, asked > 1 else { return values }
        return stride(from: place, to: values.count, by: asked).map { values[$0] }
    }

    /// Numbers; or 1 where the label is the class's name, and else 0.
    private static func truths(
        _ label: String, of data: String, among model: AskedModel, name: String?
    ) throws(Failure) -> [Double] {
        guard let name, !model.answerNames.isEmpty else { return try numbers(label, of: data) }
        let (words, codes) = try words(label, of: data)
        let known = Set(model.answerNames.map(ClassNames.word))
        if let word = words.first(where: { !known.contains($0) }) {
            throw .fault(
                "unknown_class",
                "the label `\(word)` is none of the model's classes "
                    + "\(model.answerNames.prefix(10).map(\.self).inBackticks)")
        }
        return codes.map { words[Int($0)] == ClassNames.word(name) ? 1 : 0 }
    }

    private static func numbers(_ label: String, of data: String) throws(Failure) -> [Double] {
        do throws(TableError) {
            let table = try Table(path: data, columns: [ColumnRequest(label, .number)])
            return table.numbers(label) ?? []
        } catch { throw .fault("bad_table", "\(data): \(error)") }
    }

    private static func words(
        _ label: String, of data: String
    ) throws(Failure) -> (names: [String], codes: [Int32]) {
        let table: Table
        do throws(TableError) {
            table = try Table(path: data, columns: [ColumnRequest(label, .categoryOrMissing)])
        } catch { throw .fault("bad_table", "\(data): \(error)") }
        return try ClassNames.rows(of: table.columns[0].column, label, in: data)
    }
}
