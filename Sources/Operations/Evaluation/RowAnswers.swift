import Predictors
import Statistics
import Tables

/// What a model says of rows: a number of each, or which of several classes it is.
enum RowAnswers: Sendable, Equatable {
    case numbers([Double])
    case classes(ClassAnswers)

    var numbers: [Double] { if case .numbers(let numbers) = self { numbers } else { [] } }
}

extension EvaluationRows.Source {
    /// The columns that answers are made of.
    var requests: [ColumnRequest] {
        switch self {
        case .column(let name): [ColumnRequest(name, .number)]
        case .columns(let names): names.map { ColumnRequest($0, .number) }
        case .decisions(let name): [ColumnRequest(name, .categoryOrMissing)]
        case .model(let model): model.requests
        case .served(let served): served.requests
        }
    }

    /// The answers in columns that were read by ``requests``.
    ///
    /// - Parameters:
    ///   - columns: In the order of the requests.
    ///   - task: What they answer.
    ///   - labels: The different labels, when these are classes.
    ///   - evaluation: Where they are from.
    /// - Returns: Also what a model that was run takes.
    /// - Throws: A fault when they do not fit the task.
    func answers(
        _ columns: ArraySlice<(name: String, column: Column)>, to task: EvaluationTask,
        labels: [String], of evaluation: EvaluateVersion
    ) throws -> (answers: RowAnswers, features: FeatureRows?) {
        switch self {
        case .column(let name):
            guard task != .multiclass else { throw Self.onlyOne(name) }
            return (.numbers(try Self.numbers(columns.first, name)), nil)
        case .columns(let names):
            guard task == .multiclass else { throw Self.tooMany(names, task) }
            let classes = try ClassNames.of(
                columns: names, given: evaluation.classes, labels: labels)
            let scores = try columns.map { try Self.numbers($0, $0.name) }
            let rows = scores.first?.count ?? 0
            let table = (0..<rows).flatMap { row in scores.map { $0[row] } }
            return (
                .classes(ClassAnswers(classes: classes.map(ClassNames.word), scores: table)), nil
            )
        case .decisions(let name):
            guard let column = columns.first?.column else { throw Self.onlyOne(name) }
            let (names, codes) = try ClassNames.rows(of: column, name, in: evaluation.data)
            return (.classes(ClassAnswers(classes: names, decisions: codes)), nil)
        case .model(let model):
            let rows = try model.rows(of: OpenedModel.columns(columns), in: evaluation.data)
            return (try model.answers(to: task, of: rows), rows)
        case .served(let served):
            let read = ServedColumns.columns(columns)
            let rows = columns.first?.column.count ?? 0
            return (
                try served.answers(to: task, of: read, rowCount: rows, classes: evaluation.classes),
                nil
            )
        }
    }

    private static func numbers(
        _ column: (name: String, column: Column)?, _ name: String
    ) throws(TableError) -> [Double] {
        guard case .numbers(let numbers)? = column?.column else {
            throw .notRead("the column `\(name)` holds no scores")
        }
        return numbers.values
    }

    private static func onlyOne(_ name: String) -> Failure {
        .fault(
            "not_several",
            "`--score \(name)` is one column: several classes need one for each, with commas, or "
                + "the decided class with `--prediction`")
    }

    private static func tooMany(_ names: [String], _ task: EvaluationTask) -> Failure {
        .fault(
            "not_one",
            "`--score` names \(names.count) columns; the task \(task.rawValue) takes one")
    }
}

extension OpenedModel {
    /// What the model says of rows, as the task takes it.
    ///
    /// - Throws: A fault for a model that answers something else.
    func answers(
        to task: EvaluationTask, of rows: FeatureRows
    ) throws(Failure) -> RowAnswers {
        switch task {
        case .binary: return .numbers(try positives(of: rows))
        case .multiclass: return .classes(try classes(of: rows))
        case .regression, .ranking:
            guard predictor.output.width == 1 else {
                throw .fault(
                    "not_one",
                    "`\(path)` gives \(predictor.output.width) numbers a row; the task "
                        + "\(task.rawValue) takes one")
            }
            return .numbers(try predictions(of: rows))
        }
    }

    /// The probability of the positive class of each row.
    ///
    /// - Throws: A fault for a model that gives no such probability.
    func positives(of rows: FeatureRows) throws(Failure) -> [Double] {
        let answers = try predictions(of: rows)
        switch predictor.output {
        case .probability: return answers
        case .classes(let names) where names.count == 2:
            return (0..<rows.rowCount).map { answers[$0 * 2 + 1] }
        case .classes(let names):
            throw .fault(
                "not_binary",
                "`\(path)` tells \(names.count) classes apart: that is `--task multiclass`")
        case .numbers:
            throw .fault(
                "not_binary",
                "`\(path)` gives numbers and no probabilities of a label: that is "
                    + "`--task regression` or `--task ranking`")
        }
    }

    private func classes(of rows: FeatureRows) throws(Failure) -> ClassAnswers {
        let answers = try predictions(of: rows)
        switch predictor.output {
        case .classes(let names):
            return ClassAnswers(classes: names.map(ClassNames.word), scores: answers)
        case .probability:
            return ClassAnswers(classes: ["0", "1"], scores: answers.flatMap { [1 - $0, $0] })
        case .numbers:
            throw .fault(
                "not_several",
                "`\(path)` gives numbers and no probabilities of classes: that is "
                    + "`--task regression` or `--task ranking`")
        }
    }

    private func predictions(of rows: FeatureRows) throws(Failure) -> [Double] {
        do throws(PredictorError) {
            return try predictor.predict(rows.values, rowCount: rows.rowCount)
        } catch { throw .fault("other_columns", "\(path): \(error)") }
    }
}
