import ArgumentParser
import Governance
import Operations
import Transparency

struct EvalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval",
        abstract: "Measure a version on its evaluation data and keep the evidence.",
        discussion: """
            Reads labels and scores from a file that is a part of the version (CSV, JSON Lines,
            Parquet or Arrow), and stores an eval_report and, with --sensitive, a fairness_report,
            each with intervals and the digests it looked at. That the scores are the model's is
            taken as said, so the evidence is graded declared.

            EXAMPLE
              assay eval income@1 --data evaluation.csv --label label --score score \\
                --sensitive sex,race

            EXIT STATUS
              0 measured   3 could not evaluate
            """)

    @Argument(help: "The version, such as income@1.")
    var version: String
    @Option(help: "A file of rows that is a part of the version.")
    var data: String
    @Option(help: "The column of labels: 0/1, true/false, or any text with --positive.")
    var label: String
    @Option(help: "The column of scores, each from 0 to 1.")
    var score: String
    @Option(help: "Columns of groups, with commas.")
    var sensitive: String?
    @Option(help: "A score from here on is a positive decision.")
    var threshold = 0.5
    @Option(help: "The label that counts as positive, when labels are text.")
    var positive: String?
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run(refusalStatus: 3) { terminal in
            let columns = (sensitive ?? "").split(separator: ",").map(String.init)
            let command = EvaluateVersion(
                version: try ParseArgument.version(version), data: data, label: label,
                score: score, sensitive: columns, threshold: threshold, positive: positive,
                by: try actor.actor())
            let desk = try await Desk.open()
            let parts = try await desk.perform(
                VersionSources(version: command.version, by: command.by)
            ).map(\.part)
            var evidence: [Evidence] = []
            for addition in try await command.measured(on: parts) {
                evidence.append(try await desk.perform(addition))
            }
            try await desk.close()
            terminal.answer([
                "evidence": .array(evidence.map(\.json)),
                "version": .string(command.version.description),
            ])
            for item in evidence { say(item, terminal) }
            terminal.say("next: assay gate \(command.version.short) --to production")
        }
    }

    private func say(_ evidence: Evidence, _ terminal: Terminal) {
        let roles = evidence.roles.map(\.rawValue).joined(separator: ", ")
        terminal.say(
            "\(terminal.styled(evidence.kind.rawValue, .bold))  \(evidence.id)  looked at \(roles)")
        for line in EvidenceLines(evidence).lines { terminal.say("  \(line)") }
    }
}
