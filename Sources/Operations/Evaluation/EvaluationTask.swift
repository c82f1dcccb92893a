import Predictors

/// What kind of question a model answers, and so how it is measured.
package enum EvaluationTask: String, Sendable, CaseIterable {
    /// One class against all else, by a probability.
    case binary
    /// Several classes, by a probability of each or by the decided class.
    case multiclass
    /// Numbers.
    case regression
    /// The order of the rows of each query.
    case ranking
}

extension EvaluationTask {
    /// What the evaluation asks for, or what its labels and answers look like.
    ///
    /// - Parameters:
    ///   - evaluation: What was asked for.
    ///   - source: Where its answers are from.
    ///   - label: The column of labels.
    /// - Returns: The one task that they fit.
    /// - Throws: A fault when the labels do not read, or fit no task with these answers.
    static func chosen(
        for evaluation: EvaluateVersion, from source: EvaluationRows.Source, label: String
    ) throws(Failure) -> EvaluationTask {
        if let task = evaluation.task { return task }
        if evaluation.query != nil { return .ranking }
        if evaluation.positive != nil { return .binary }
        if evaluation.classes != nil { return .multiclass }
        // Labels are looked at before the rows are read only where they decide.
        switch source.answers {
        case .severalClasses: return .multiclass
        case .number: return .regression
        case .probability:
            return try LabelSummary(of: label, in: evaluation.data).task(label, otherwise: .binary)
        case .column:
            return try LabelSummary(of: label, in: evaluation.data)
                .task(label, otherwise: .regression)
        }
    }
}

extension EvaluationRows.Source {
    /// What answers are, as far as that is known before they are read.
    fileprivate enum Answers {
        case severalClasses
        case probability
        case number
        /// A probability or a number.
        case column
    }

    fileprivate var answers: Answers {
        switch self {
        case .column, .served: .column
        case .columns, .decisions: .severalClasses
        case .model(let model):
            switch model.predictor.output {
            case .probability: .probability
            case .classes(let names): names.count == 2 ? .probability : .severalClasses
            case .numbers: .number
            }
        }
    }
}

extension LabelSummary {
    /// - Parameters:
    ///   - column: For the sentence.
    ///   - numbers: What labels that are numbers beyond 0 and 1 ask for.
    /// - Returns: The task that the labels ask for.
    /// - Throws: A fault for three texts or more.
    fileprivate func task(
        _ column: String, otherwise numbers: EvaluationTask
    ) throws(Failure) -> EvaluationTask {
        // What is no label at all is said with its place when the column is read for good.
        if areTruths || distinct < 3 { return .binary }
        if areNumbers { return numbers }
        throw .fault(
            "several_classes",
            "the column `\(column)` has \(isCut ? "more than " : "")\(distinct) classes: name a "
                + "column of probabilities for each with `--score`, or that of the decided class "
                + "with `--prediction`; or say with `--positive` which one counts")
    }
}
