import Governance
import Predictors
package import Statistics

/// What would have to be different in rows of a file for a model to answer as wanted.
///
/// Columns change, not features: those that a model made of one column's texts change together.
/// Changed values are such as the reference rows have, or lie between them.
package struct FindCounterfactuals: Sendable {
    package let model: String
    package let data: String
    /// The file of rows that changed values are taken from; the data itself when `nil`.
    package let reference: String?
    package let goal: Counterfactuals.Goal
    /// Whose probability is wanted, of several classes.
    package let className: String?
    package let rules: ChangeRules
    /// From 1; all rows when `nil`.
    package let row: Int?
    /// How many rows at most, > 0.
    package let limit: Int
    /// How the model's file is opened.
    package var opening = ModelOpening()

    package init(
        model: String, data: String, reference: String? = nil, goal: Counterfactuals.Goal,
        className: String? = nil, rules: ChangeRules = ChangeRules(), row: Int? = nil,
        limit: Int = 10
    ) {
        self.model = model
        self.data = data
        self.reference = reference
        self.goal = goal
        self.className = className
        self.rules = rules
        self.row = row
        self.limit = limit
    }

    package struct Change: Sendable, Equatable {
        package let column: String
        package let from: String
        package let to: String
    }

    package struct Example: Sendable, Equatable {
        package let changes: [Change]
        package let prediction: Double
        /// The sum of the changes' distances: numbers in median absolute deviations, texts 1 each.
        package let distance: Double
    }

    /// One row's answer, and what would change it.
    package struct Row: Sendable {
        /// From 1, as in the file.
        package let number: Int
        package let outcome: Counterfactuals.Outcome
        package let prediction: Double
        /// The nearest first.
        package let examples: [Example]
        package let isBudgetSpent: Bool
    }

    package struct Found: Sendable {
        package let format: String
        package let isProbability: Bool
        package let className: String?
        package let rowCount: Int
        package let rows: [Row]
    }

    /// - Throws: A fault when the model or a file does not read or does not fit, and for rules or a
    ///   goal that make no sense.
    package func run() throws -> Found {
        let opened = try OpenedModel(model, opening)
        let answer = try answer(opened)
        try checkGoal(opened)
        let own = try opened.columns(of: data)
        let others = try reference.map { try opened.columns(of: $0) } ?? own
        let columns = zip(own, others).map { ChangeableColumn($0, reference: $1) }
        try rules.check(against: columns)
        let rowCount = try opened.rows(of: own, in: data).rowCount
        let asked = ChangedRows(opened: opened, columns: columns, answer: answer)
        let chosen = try chosen(of: rowCount)
        do {
            let search = try CounterfactualSearch(
                training: asked.reference, rules: columns.map { $0.rule(rules) })
            return Found(
                format: opened.predictor.format.rawValue, isProbability: opened.isProbability,
                className: opened.answerNames.isEmpty ? nil : opened.answerNames[answer],
                rowCount: rowCount, rows: try chosen.map { try one($0, search, asked) })
        } catch let error as ExplanationError {
            throw Failure.fault("not_explained", "\(model): \(error)")
        } catch let error as PredictorError {
            throw Failure.fault("other_columns", "\(data): \(error)")
        }
    }

    private func answer(_ opened: OpenedModel) throws(Failure) -> Int {
        guard let answer = try opened.answer(named: className) else {
            throw .fault(
                "no_class",
                "say whose answer is wanted with `--class`: \(opened.answerNames.inBackticks)")
        }
        return answer
    }

    private func checkGoal(_ opened: OpenedModel) throws(Failure) {
        let bounds: [Double] =
            switch goal {
            case .atLeast(let least): [least]
            case .atMost(let most): [most]
            case .within(let range): [range.lowerBound, range.upperBound]
            }
        for bound in bounds where opened.isProbability && !(0...1).contains(bound) {
            throw .fault(
                "out_of_range", "the answer is a probability, from 0 to 1, and never \(bound)")
        }
    }

    private func chosen(of rowCount: Int) throws(Failure) -> [Int] {
        guard rowCount > 1 || reference != nil else {
            throw .fault(
                "no_reference",
                "a single row has no other values to take; name a file of rows with `--reference`")
        }
        return try RowChoice.rows(row, limit: limit, of: rowCount)
    }

    private func one(
        _ row: Int, _ search: CounterfactualSearch, _ asked: ChangedRows
    ) throws -> Row {
        let values = asked.columns.map { $0.values[row] }
        let found = try search.counterfactuals(of: values, goal: goal, model: asked.predictions)
        let prediction = try asked.predictions(of: values, rowCount: 1)
        return Row(
            number: row + 1, outcome: found.outcome, prediction: prediction[0],
            examples: found.examples.map { example in
                Example(
                    changes: example.changes.map { asked.change($0) },
                    prediction: example.answer, distance: example.distance)
            }, isBudgetSpent: found.isBudgetSpent)
    }
}

/// Rows of changed columns, and what the model says of them.
private struct ChangedRows {
    let opened: OpenedModel
    let columns: [ChangeableColumn]
    /// Which of a row's predictions is meant.
    let answer: Int

    var reference: FeatureRows {
        get throws(ExplanationError) {
            let rowCount = columns.first?.reference.count ?? 0
            return try FeatureRows(
                (0..<rowCount).flatMap { row in columns.map { $0.reference[row] } },
                rowCount: rowCount, featureCount: columns.count)
        }
    }

    /// - Throws: ``PredictorError``.
    func predictions(of matrix: [Double], rowCount: Int) throws -> [Double] {
        let changed = columns.enumerated().map { place, column in
            column.column(of: (0..<rowCount).map { matrix[$0 * columns.count + place] })
        }
        let features = try opened.predictor.matrix(of: changed)
        let all = try opened.predictor.predict(features.values, rowCount: rowCount)
        let width = opened.predictor.output.width
        return (0..<rowCount).map { all[$0 * width + answer] }
    }

    func change(_ change: Counterfactuals.Change) -> FindCounterfactuals.Change {
        let column = columns[change.feature]
        return FindCounterfactuals.Change(
            column: column.name, from: column.word(change.from), to: column.word(change.to))
    }
}
