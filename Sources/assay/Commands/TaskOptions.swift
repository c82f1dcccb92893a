import ArgumentParser
import Operations

/// What kind of question a model answers, and what more is asked for each kind.
struct TaskOptions: ParsableArguments {
    @Option(help: "binary, multiclass, regression or ranking (default: as the labels tell).")
    var task: String?
    @Option(help: "A column of decided classes, in place of scores.")
    var prediction: String?
    @Option(help: "Which class each column of --score is of, in the same order, with commas.")
    var classes: String?
    @Option(help: "A column that says which rows are ranked together.")
    var query: String?
    @Option(help: "Where rankings are cut, with commas.")
    var places: String?
    @Option(help: "Quantiles of numbers whose pinball loss is measured, with commas.")
    var quantiles: String?

    var isGiven: Bool {
        [task, prediction, classes, query, places, quantiles].contains { $0 != nil }
    }

    /// What contradicts itself is called wrongly.
    func validate(positive: String?) throws {
        let kinds: [(String, Bool, EvaluationTask)] = [
            ("--positive", positive != nil, .binary), ("--classes", classes != nil, .multiclass),
            ("--prediction", prediction != nil, .multiclass), ("--query", query != nil, .ranking),
            ("--places", places != nil, .ranking),
            ("--quantiles", quantiles != nil, .regression),
        ]
        let given = kinds.filter(\.1)
        if let task, let other = given.first(where: { $0.2.rawValue != task }) {
            throw ValidationError("`\(other.0)` is of the task \(other.2.rawValue), not \(task)")
        }
        if let one = given.first, let other = given.first(where: { $0.2 != one.2 }) {
            throw ValidationError(
                "`\(one.0)` is of the task \(one.2.rawValue), and `\(other.0)` of the task "
                    + other.2.rawValue)
        }
        if query == nil, task == EvaluationTask.ranking.rawValue || places != nil {
            throw ValidationError(
                "a ranking needs `--query COLUMN`: which rows are ranked together")
        }
    }

    func set(_ evaluation: inout EvaluateVersion) throws {
        evaluation.task = try task.map { try ParseArgument.choice($0, "task") }
        evaluation.prediction = prediction
        evaluation.classes = try classes.map { try ParseArgument.columns($0, "--classes") }
        evaluation.query = query
        if let places {
            evaluation.places = try numbers(places, "--places", least: 1) { Int($0) }
        }
        if let quantiles {
            evaluation.task = .regression
            evaluation.quantiles = try numbers(quantiles, "--quantiles", least: 0) { Double($0) }
        }
    }

    private func numbers<Number: Comparable>(
        _ text: String, _ option: String, least: Number, _ read: (Substring) -> Number?
    ) throws(Failure) -> [Number] {
        var numbers: [Number] = []
        for word in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let number = read(word), number >= least, !numbers.contains(number) else {
                throw .fault(
                    "bad_number", "`\(option)` has `\(word)`: write different numbers with commas")
            }
            numbers.append(number)
        }
        return numbers
    }
}
