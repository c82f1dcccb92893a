import ArgumentParser
import Console
import Governance
import Operations
import Transparency

struct EvalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval",
        abstract: "Measure a version on its evaluation data and keep the evidence.",
        discussion: """
            Reads a file of rows that is a part of the version (CSV, JSON Lines, Parquet or Arrow)
            and measures performance, fairness, the data and its drift, each number with its
            interval. Without --score Assay runs the version's own model: XGBoost, LightGBM or
            ONNX, and with the user's ONNX Runtime any ONNX. Such evidence is observed; scores that somebody else made are taken as said, so
            theirs is declared: those of a column, and those of a model that answers at
            --predict-url or behind --predict-command, whose bytes nobody here sees. The same files,
            configuration and seed give the same numbers (`assay evidence recompute`).

            Two classes, several, numbers and rankings are measured each in its way. The labels
            tell which it is, unless --task says so; the evidence has it as `task`. Without --label
            the performance of two classes is estimated from scores, by a reference with labels.
            --weight counts rows as a survey's weights say, for two classes, numbers and drift; what
            takes no weights is named in the evidence.
            --sensitive compares what two-class decisions do to groups, and in every other task how
            well groups are served.

            EXAMPLES
              assay eval income@1 --data evaluation.csv --label label --sensitive sex,race
              assay eval income@2 --data current.parquet --reference train.parquet --label y \\
                --score p --sensitive sex --segment state --suite high --report income.html
              assay eval income@2 --data evaluation.csv --label label --against income@1
              assay eval species@1 --data irises.csv --label species --score p_setosa,p_virginica
              assay eval price@3 --data houses.parquet --label price --segment region
              assay eval search@4 --data clicks.csv --label clicked --score s --query query
              assay eval income@2 --data survey.csv --label label --weight weight
              assay eval income@2 --data today.csv --reference old.csv --reference-label label
              assay eval income@2 --data evaluation.csv --label label --predict-url \\
                http://localhost:8080/v2/models/income

            EXIT STATUS
              0 measured   3 could not evaluate
            """)

    @Argument(help: "The version, such as income@1.")
    var version: String
    @Option(help: "A file of rows that is a part of the version.")
    var data: String
    @Option(help: "The column of labels: 0/1, true/false, texts, numbers or relevances.")
    var label: String?
    @Option(
        help: """
            The column of scores, or one for each class with commas; without it the model is run.
            """)
    var score: String?
    @OptionGroup var task: TaskOptions
    @Option(help: "The model's file, when several of the version's run here.")
    var model: String?
    @Option(help: "Columns of groups, with commas.")
    var sensitive: String?
    @OptionGroup var ranges: RangeOptions
    @Option(
        help: """
            The group that the others of a sensitive column are compared with, such as sex=Male \
            (default: the largest). May be given for several columns.
            """)
    var baseline: [String] = []
    @Option(help: "A column with each row's weight, in the data and in --reference.")
    var weight: String?
    @Option(help: "Columns by whose values all is measured again, with commas.")
    var segment: String?
    @Option(
        help:
            "Rows, or a profile of them, to compare the data with (default: the reference-profile part)."
    )
    var reference: String?
    @Option(help: "Rows that the model was trained on, which are looked for in the data.")
    var training: String?
    @Option(help: "Another version, compared in pairs on the same rows.")
    var against: String?
    @Option(help: "The column of that version's scores; without it its model is run.")
    var againstScore: String?
    @Option(help: "How much is measured: low, medium or high.")
    var suite = "medium"
    @Option(help: "A score from here on is a positive decision.")
    var threshold = 0.5
    @Option(help: "The label that counts as positive, when labels are text.")
    var positive: String?
    @Option(help: "The column of the reference's labels, when those of the data are not known.")
    var referenceLabel: String?
    @Option(help: "Of all draws: the same seed gives the same intervals.")
    var seed: UInt64 = 1
    @Option(help: "Write a report with charts into an HTML file.")
    var report: String?
    @OptionGroup(title: "A model that Assay does not run") var served: ServedModelOptions
    @OptionGroup(title: "A model that Assay does not run") var engine: RuntimeOptions
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if againstScore != nil, against == nil {
            throw ValidationError("`--against-score` needs `--against VERSION`")
        }
        if score != nil, model != nil {
            throw ValidationError("`--score` reads scores and `--model` makes them: name one")
        }
        if served.isAsked, score != nil || model != nil || task.prediction != nil {
            throw ValidationError("scores are from one place: name a model to ask, or another")
        }
        if reference != nil, referenceLabel == nil, suite == EvaluationSuite.low.rawValue {
            throw ValidationError("`--suite low` does not look at `--reference`")
        }
        if score != nil || model != nil, task.prediction != nil {
            throw ValidationError("`--prediction` is in place of `--score` and `--model`")
        }
        if score != nil || task.prediction != nil, served.features != nil || engine.library != nil {
            throw ValidationError(
                "`--features` and `--onnxruntime` are about a model: leave out `--score` and "
                    + "`--prediction`")
        }
        if served.isAsked, engine.library != nil, against == nil {
            throw ValidationError("a model that is asked elsewhere takes no `--onnxruntime`")
        }
        try task.validate(positive: positive)
        try validateLabels()
    }

    private func validateLabels() throws {
        if label != nil, referenceLabel != nil {
            throw ValidationError("`--reference-label` is for data without labels: leave one out")
        }
        guard label == nil else { return }
        guard referenceLabel != nil, reference != nil else {
            throw ValidationError(
                "give `--label COLUMN`; or, to estimate without labels, `--reference FILE` and "
                    + "`--reference-label COLUMN`")
        }
        if sensitive != nil || segment != nil || against != nil || weight != nil || task.isGiven {
            throw ValidationError(
                "without labels only the performance of two classes is estimated: no "
                    + "`--sensitive`, `--segment`, `--against`, `--weight` or `--task`")
        }
    }

    func run() async throws {
        try await common.run(refusalStatus: 3) { terminal in
            if let report { try FileBytes.checkWritable(report) }
            var evaluation = try evaluation()
            let desk = try await Desk.open()
            let artifacts = try await desk.perform(
                VersionSources(version: evaluation.version, by: evaluation.by))
            evaluation.rival = try await rival(by: evaluation.by, on: desk)
            let step = terminal.step()
            var evidence: [Evidence] = []
            for addition in try await evaluation.measured(on: artifacts, progress: step) {
                evidence.append(try await desk.perform(addition))
            }
            try await desk.close()
            if let report {
                let page = try EvaluationPage(evidence, of: evaluation.version).html
                try FileBytes.write(Array(page.utf8), to: report)
            }
            terminal.answer([
                "evidence": .array(evidence.map(\.json)),
                "version": .string(evaluation.version.description),
            ])
            for item in evidence { say(item, terminal) }
            if let report { terminal.say("report: \(report)") }
            terminal.say("next: assay gate \(evaluation.version.short) --to production")
        }
    }

    private func evaluation() throws -> EvaluateVersion {
        var evaluation = EvaluateVersion(
            version: try ParseArgument.version(version), data: data, label: label, score: score,
            sensitive: try names(sensitive, "--sensitive"), threshold: threshold,
            positive: positive, by: try actor.actor())
        evaluation.model = model
        if let score, score.contains(",") { _ = try ParseArgument.columns(score, "--score") }
        try task.set(&evaluation)
        evaluation.baselines = try BaselineGroups(baseline, among: evaluation.sensitive).byColumn
        evaluation.referenceLabel = referenceLabel
        evaluation.training = training
        evaluation.served = try served.model()
        evaluation.features = try served.columns()
        evaluation.weight = weight
        evaluation.ranges = try ranges.ranges(among: evaluation.sensitive)
        evaluation.runtime = engine.runtime()
        evaluation.segments = try names(segment, "--segment")
        evaluation.reference = reference
        evaluation.suite = try ParseArgument.choice(suite, "suite")
        evaluation.seed = seed
        return evaluation
    }

    private func names(_ text: String?, _ option: String) throws -> [String] {
        try text.map { try ParseArgument.columns($0, option) } ?? []
    }

    private func rival(by actor: Actor, on desk: Desk) async throws -> EvaluateVersion.Rival? {
        guard let against else { return nil }
        let version = try ParseArgument.version(against)
        let artifacts =
            againstScore == nil
            ? try await desk.perform(VersionSources(version: version, by: actor)) : []
        return .init(version: version, score: againstScore, artifacts: artifacts)
    }

    private func say(_ evidence: Evidence, _ terminal: Terminal) {
        let roles = evidence.roles.map(\.rawValue).joined(separator: ", ")
        terminal.say(
            "\(terminal.styled(evidence.kind.rawValue, .bold))  \(evidence.id)  looked at \(roles)")
        for line in EvidenceLines(evidence).lines { terminal.say("  \(line)") }
    }
}
