import Governance
import Statistics
import Tables

/// What was true of rows, as the task takes it.
enum RowLabels: Sendable, Equatable {
    /// 0 or 1.
    case truths([Int32])
    /// The different classes, and each row's place among them.
    case classes(names: [String], codes: [Int32])
    case numbers([Double])
    /// Relevances, and each row's query.
    case relevances([Double], queries: [Int32])

    /// The columns that they are made of.
    static func requests(
        _ task: EvaluationTask, label: String, of evaluation: EvaluateVersion
    ) -> [ColumnRequest] {
        switch task {
        case .binary: [ColumnRequest(label, .label(positive: evaluation.positive))]
        case .multiclass: [ColumnRequest(label, .categoryOrMissing)]
        case .regression: [ColumnRequest(label, .number)]
        case .ranking:
            [ColumnRequest(label, .number)]
                + (evaluation.query.map { [ColumnRequest($0, .categoryOrMissing)] } ?? [])
        }
    }

    /// Takes columns that were read by ``requests(_:label:of:)``.
    init(
        _ columns: ArraySlice<(name: String, column: Column)>, of evaluation: EvaluateVersion
    ) throws {
        guard let (name, column) = columns.first else {
            throw TableError.notRead("there is no column of labels")
        }
        switch column {
        case .booleans(let truths): self = .truths(truths.values.map(Int32.init))
        case .categories:
            let (names, codes) = try ClassNames.rows(of: column, name, in: evaluation.data)
            self = .classes(names: names, codes: codes)
        case .numbers(let numbers):
            guard let query = columns.dropFirst().first else {
                self = .numbers(numbers.values)
                return
            }
            let codes = try ClassNames.rows(of: query.column, query.name, in: evaluation.data)
                .codes
            self = .relevances(numbers.values, queries: codes)
        }
    }

    /// What is true of each row as a number, where one row's answer can be right by itself.
    var numbers: [Double]? {
        switch self {
        case .truths(let labels): labels.map(Double.init)
        case .numbers(let numbers): numbers
        case .classes, .relevances: nil
        }
    }

    var classes: [String] { if case .classes(let names, _) = self { names } else { [] } }

    /// What is measured of answers to these rows.
    ///
    /// - Throws: A fault for a label that is none of the answers' classes.
    func sample(
        _ answers: RowAnswers, of evaluation: EvaluateVersion
    ) throws(Failure) -> PerformanceSample {
        switch (self, answers) {
        case (.truths(let labels), .numbers(let scores)):
            return .binary(
                labels: labels, scores: scores, threshold: evaluation.threshold, rule: .atLeast)
        case (.numbers(let actual), .numbers(let predicted)):
            return .regression(
                actual: actual, predicted: predicted, quantiles: evaluation.quantiles)
        case (.relevances(let relevance, let queries), .numbers(let scores)):
            return .ranking(
                relevance: relevance, scores: scores, queries: queries, places: evaluation.places)
        case (.classes, .classes(let answers)):
            return answers.sample(labels: try codes(among: answers.classes))
        case (.classes, .numbers), (.truths, .classes), (.numbers, .classes),
            (.relevances, .classes):
            throw .fault("other_answers", "the labels and the answers are of different kinds")
        }
    }

    /// Each row's place among classes in another order.
    ///
    /// - Throws: A fault for a label that is none of them.
    func codes(among others: [String]) throws(Failure) -> [Int32] {
        guard case .classes(let names, let codes) = self else { return [] }
        let places = Dictionary(zip(others, Int32(0)...)) { first, _ in first }
        if let name = names.first(where: { places[$0] == nil }) {
            throw .fault(
                "unknown_class",
                "the label `\(name)` is none of the classes that there are scores of: "
                    + others.prefix(10).map(\.self).inBackticks)
        }
        return codes.map { places[names[Int($0)]] ?? 0 }
    }
}
