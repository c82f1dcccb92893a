import ArgumentParser
import Operations
import Statistics
import Transparency

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Why a model answers as it does, and what would change that.",
        discussion: """
            Assay runs the model itself: XGBoost (JSON, UBJ), LightGBM (text) and ONNX, if it names
            its features. Of one tree ensemble contributions are exact Shapley values; they add up to
            the margin, before a probability is made of it. ONNX keeps no counts of the training
            data: absent features are then taken from the rows. No server and no account are needed.

            Any other model is asked: one that Assay runs, ONNX that ONNX Runtime runs, or one at
            --predict-url or behind --predict-command, and then the file of rows is named alone.
            Contributions are those of KernelSHAP; they add up to the answer. With --global and
            --label it shows, of any model, by how much the squared error (summed over classes, of
            several) grows when a column's values are shuffled.

            With --lime, of any model, a small linear model is fitted to its answers near each row; its
            R² says how far to trust it.

            With --at-least or --at-most it says what would have to be different in a row for that
            answer, in as few columns and as near as it finds. Columns change within the values of
            the reference rows, as far as --fixed, --increase-only, --decrease-only and --range let
            them. These models may also be linear, or any ONNX graph that runs here.

            EXAMPLES
              assay explain model.json row.csv
              assay explain model.json rows.csv --row 17 --json
              assay explain model.json rows.csv --global
              assay explain svm.onnx rows.csv --features age,hours --global --label income
              assay explain model.json rows.csv --row 17 --at-least 0.5 --fixed sex \\
                --increase-only age --range hours_per_week=0..50
              assay explain rows.csv --predict-command 'python serve.py' --features age,sex --row 1

            EXIT STATUS
              0 explained   3 could not explain
            """)

    @Argument(help: "The model's file; left out when a model is asked.")
    var model: String
    @Argument(help: "A file of rows with a column for each of the model's features.")
    var data: String?
    @Option(help: "Only this row, from 1.")
    var row: Int?
    @Option(
        name: .customLong("class"),
        help: "Whose answer is explained, when a model has several (default: a row's highest).")
    var className: String?
    @Option(
        help: ArgumentHelp(
            "A file of rows that absent features (default: the training data's counts) and changed "
                + "values (default: the data itself) are taken from."))
    var reference: String?
    @Option(help: "How many rows, reasons of each, features and pairs are shown at most.")
    var limit = 10
    @Flag(help: "All rows together: each feature's importance and direction, and which interact.")
    var global = false
    @Flag(help: "A small linear model near each row (LIME) instead of Shapley values.")
    var lime = false
    @Option(help: "The column with the truth, for `--global`; it is no feature.")
    var label: String?
    @OptionGroup(title: "What would change the answer") var change: ChangeOptions
    @OptionGroup(title: "A model that Assay does not run") var served: ServedModelOptions
    @OptionGroup(title: "A model that Assay does not run") var engine: RuntimeOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if global, row != nil {
            throw ValidationError("`--global` is about all rows: leave out `--row`.")
        }
        if lime, global || change.isAsked {
            throw ValidationError("`--lime` is about rows as they are: leave out the rest.")
        }
        if global, change.isAsked {
            throw ValidationError("Ask for `--global` or for changes, not for both at once.")
        }
        if served.isAsked { try validateServed() } else { try validateFile() }
    }

    private func validateFile() throws {
        guard data != nil else {
            throw ValidationError("Name the model's file and a file of rows.")
        }
        if label != nil, !global { throw ValidationError("`--label` is for `--global`.") }
        if label != nil, reference != nil {
            throw ValidationError("`--global` by `--label` takes no `--reference`.")
        }
    }

    private func validateServed() throws {
        if engine.library != nil {
            throw ValidationError("A model that is asked elsewhere takes no `--onnxruntime`.")
        }
        guard data == nil else {
            throw ValidationError("A model that is asked has no file: name the file of rows alone.")
        }
        if change.isAsked {
            throw ValidationError(
                "What would change an answer is found for models that Assay runs.")
        }
        if global, label == nil {
            throw ValidationError("`--global` of a model that is asked needs `--label`.")
        }
        if global, reference != nil {
            throw ValidationError("`--global` of a model that is asked takes no `--reference`.")
        }
    }

    func run() async throws {
        try await common.run(refusalStatus: 3) { terminal in
            let most = try ParseArgument.limit(limit)
            let data = data ?? model
            if let asked = try served.model() { return try explain(asked, data, most, terminal) }
            if global, let label { return try explainColumns(label, data, most, terminal) }
            if global { return try explainModel(data, most, terminal) }
            if let goal = try change.goal() { return try findChanges(goal, data, most, terminal) }
            var explanation = ExplainRows(
                model: model, data: data, reference: reference, className: className, row: row,
                limit: most)
            explanation.opening = try opening()
            let text = ExplainText(limit: most, terminal: terminal)
            if lime {
                let near = try explanation.locally(featureLimit: most)
                terminal.answer(near.json)
                return text.say(near, isOne: row != nil)
            }
            let explained = try explanation.run()
            terminal.answer(explained.json)
            text.say(explained, isOne: row != nil)
        }
    }

    private func explain(
        _ asked: any ServedModel, _ data: String, _ most: Int, _ terminal: Terminal
    ) throws {
        var explanation = ExplainServed(
            asked, data: data, features: try served.columns(), label: label)
        explanation.reference = reference
        explanation.className = className
        let text = ExplainText(limit: most, terminal: terminal)
        if global {
            let permuted = try explanation.importance()
            terminal.answer(permuted.json)
            return text.say(permuted)
        }
        if lime {
            let near = try explanation.locally(row, limit: most, featureLimit: most)
            terminal.answer(near.json)
            return text.say(near, isOne: row != nil)
        }
        let explained = try explanation.rows(row, limit: most)
        terminal.answer(explained.json)
        text.say(explained, isOne: row != nil)
    }

    private func opening() throws(Failure) -> ModelOpening {
        ModelOpening(runtime: engine.runtime(), features: try served.columns())
    }

    private func explainColumns(
        _ label: String, _ data: String, _ most: Int, _ terminal: Terminal
    ) throws {
        var explanation = ExplainColumns(
            model: model, data: data, label: label, className: className)
        explanation.opening = try opening()
        let permuted = try explanation.run()
        terminal.answer(permuted.json)
        ExplainText(limit: most, terminal: terminal).say(permuted)
    }

    private func explainModel(_ data: String, _ most: Int, _ terminal: Terminal) throws {
        var explanation = ExplainModel(
            model: model, data: data, reference: reference, className: className)
        explanation.opening = try opening()
        let explained = try explanation.run()
        terminal.answer(explained.json)
        ExplainText(limit: most, terminal: terminal).say(explained)
    }

    private func findChanges(
        _ goal: Counterfactuals.Goal, _ data: String, _ most: Int, _ terminal: Terminal
    ) throws {
        var search = FindCounterfactuals(
            model: model, data: data, reference: reference, goal: goal,
            className: className, rules: try change.rules(), row: row, limit: most)
        search.opening = try opening()
        let found = try search.run()
        terminal.answer(found.json)
        ExplainText(limit: most, terminal: terminal).say(found, goal: goal, isOne: row != nil)
    }
}
