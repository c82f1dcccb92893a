import Predictors
import Tables
import Transparency

/// A model that somebody else runs, and which columns of a file it is asked with.
struct ServedColumns: Sendable {
    let model: any ServedModel
    /// What is read of the file.
    let requests: [ColumnRequest]

    /// - Parameters:
    ///   - model: Who is asked.
    ///   - features: The columns; `nil` for those that the model names, or else for all of the file.
    ///   - others: Columns that are no features unless they are named.
    ///   - data: The file, whose beginning is read.
    /// - Throws: A fault when the file does not read or lacks a column, and when none is left.
    init(
        _ model: any ServedModel, features: [String]?, except others: Set<String>, in data: String
    ) throws(Failure) {
        self.model = model
        let found: [TableDescription.Column]
        do throws(TableError) {
            var options = TableOptions(columns: (features ?? model.columns)?.map { .init($0) })
            options.allowsWindows1252 = false
            if data.hasSuffix(".tsv") { options.separator = UInt8(ascii: "\t") }
            found = try TableFile.open(data, options: options).description.columns
        } catch { throw .fault("bad_table", "\(data): \(error)") }
        let isChosen = features != nil || model.columns != nil
        requests = found.filter { isChosen || !others.contains($0.name) }.map(Self.request)
        guard !requests.isEmpty else {
            throw .fault("no_features", "`\(data)` has no columns to ask \(model.name) with")
        }
    }

    /// Days and times are sent as they are written, since a number of them says nothing elsewhere.
    private static func request(_ column: TableDescription.Column) -> ColumnRequest {
        switch column.type {
        case .number, .integer: ColumnRequest(column.name, .numberOrMissing)
        case .boolean: ColumnRequest(column.name)
        case .date, .timestamp, .time, .category: ColumnRequest(column.name, .categoryOrMissing)
        }
    }

    /// What was asked, as evidence says it.
    var json: JSON {
        .object(
            model.description.merging(["features": .array(requests.map { .string($0.name) })]) {
                first, _ in first
            })
    }

    /// All rows of a file, as the model is asked.
    func columns(of data: String) throws(Failure) -> [PredictorColumn] {
        Self.columns(try Table.rows(of: data, requests).columns[...])
    }

    /// Columns that were read by ``requests``; a truth value is 1 or 0.
    static func columns(
        _ columns: ArraySlice<(name: String, column: Column)>
    ) -> [PredictorColumn] {
        columns.map { name, column in
            switch column {
            case .numbers(let numbers):
                PredictorColumn(name: name, values: .numbers(numbers.values))
            case .categories(let texts):
                PredictorColumn(name: name, values: .texts(codes: texts.codes, names: texts.names))
            case .booleans(let truths):
                PredictorColumn(
                    name: name, values: .numbers(truths.values.map { $0 < 0 ? .nan : Double($0) }))
            }
        }
    }

    /// What the model says of rows, as the task takes it.
    ///
    /// - Parameters:
    ///   - task: What it answers.
    ///   - columns: What it is asked with.
    ///   - rowCount: Of each column.
    ///   - classes: Which class each of its numbers is of, when they are several.
    /// - Returns: A number or the classes' scores of each row.
    /// - Throws: A fault for a model that answers something else.
    func answers(
        to task: EvaluationTask, of columns: [PredictorColumn], rowCount: Int, classes: [String]?
    ) throws(Failure) -> RowAnswers {
        switch task {
        case .binary: return .numbers(try positives(of: columns, rowCount: rowCount))
        case .multiclass:
            let answers = try model.predictions(of: columns, rowCount: rowCount)
            guard let classes, classes.count == answers.width else {
                throw .fault(
                    "not_several",
                    "\(model.name) answers with \(answers.width) numbers a row: name the class of "
                        + "each with `--classes`")
            }
            return .classes(
                ClassAnswers(classes: classes.map(ClassNames.word), scores: answers.values))
        case .regression, .ranking:
            let answers = try model.predictions(of: columns, rowCount: rowCount)
            guard answers.width == 1 else {
                throw .fault(
                    "not_one",
                    "\(model.name) answers with \(answers.width) numbers a row; the task "
                        + "\(task.rawValue) takes one")
            }
            return .numbers(answers.values)
        }
    }

    /// The probability of the positive class of each row: the only number, or the second of two.
    ///
    /// - Throws: A fault for a model that answers with more.
    func positives(of columns: [PredictorColumn], rowCount: Int) throws(Failure) -> [Double] {
        let answers = try model.predictions(of: columns, rowCount: rowCount)
        switch answers.width {
        case 1: return answers.values
        case 2: return (0..<rowCount).map { answers.values[$0 * 2 + 1] }
        default:
            throw .fault(
                "not_binary",
                "\(model.name) answers with \(answers.width) numbers a row; `assay eval` measures "
                    + "two classes, by one probability or two")
        }
    }
}
