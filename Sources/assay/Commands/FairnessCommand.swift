import ArgumentParser
import Operations
import Statistics
import Transparency

struct FairnessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fairness",
        abstract: "How differently decisions treat groups of people.",
        discussion: """
            Reads labels, scores and groups, and compares each group's rates with a baseline's at
            every threshold, each with its interval; impact ratios by the four-fifths rule. Where a
            group is too small to tell, the interval says so. No server and no account are needed.

            --mitigate also finds, for each parity, the thresholds of each group's own that meet it
            with the highest accuracy, what that costs, and weights of rows to train again. It says
            what can be done; whether it may be done is not for a program to say.
            What these give is also shown on rows that did not choose them: each random half is
            decided by the thresholds of the other.

            A column of more than 20 different numbers, such as ages, is cut into four groups at its
            quartiles, which the answer states. --ranges age=25,65 cuts where you say, and --ranges
            age=each not at all.

            EXAMPLES
              assay fairness scores.csv --label y --score p --sensitive sex,race
              assay fairness scores.csv --label y --score p --sensitive sex --mitigate
              assay fairness scores.csv --label y --score p --sensitive age --ranges age=25,65
              assay fairness scores.parquet --label y --score p --sensitive sex,race --cross \\
                --threshold 0.3,0.5,0.7 --baseline Male --json

            EXIT STATUS
              0 measured   3 could not measure
            """)

    @Argument(help: "A file of rows.")
    var data: String
    @Option(help: "The column of labels: 0/1, true/false, or any text with --positive.")
    var label: String
    @Option(help: "The column of scores: higher for true.")
    var score: String
    @Option(help: "Columns of groups, with commas.")
    var sensitive: String
    @OptionGroup var ranges: RangeOptions
    @Option(help: "Scores from which a row is decided as true, with commas.")
    var threshold = "0.5"
    @Option(help: "The group that others are compared with: a name, largest or overall.")
    var baseline = "largest"
    @Flag(help: "Also the groups that the columns make together.")
    var cross = false
    @Flag(help: "Also what would make groups alike, and what it costs.")
    var mitigate = false
    @Option(help: "The label that counts as positive, when labels are text.")
    var positive: String?
    @Option(
        help: "Whether intervals hold one by one or all groups together: none, bonferroni, maxT.")
    var multiplicity = "none"
    @Option(help: "How often rows are drawn again for intervals.")
    var replicates = 1_000
    @Option(help: "Of the draws: the same seed gives the same intervals.")
    var seed: UInt64 = 1
    @OptionGroup var common: CommonOptions

    func run() async throws {
        FreedMemory.keep()
        try await common.run(refusalStatus: 3) { terminal in
            let columns = try ParseArgument.columns(sensitive, "--sensitive")
            var question = MeasureFairness(
                data: data, label: label, score: score, sensitive: columns, isCrossed: cross,
                positive: positive, configuration: try configuration())
            question.ranges = try ranges.ranges(among: columns)
            let measured = try question.measured(mitigating: mitigate)
            terminal.answer(["reports": .array(measured.map(\.json))])
            for item in measured {
                FairnessText(item.report).say(terminal)
                if let note = item.cut?.note(of: item.report.attribute) {
                    terminal.say("  \(note)".withoutControls)
                }
                for mitigation in item.mitigations { MitigationText(mitigation).say(terminal) }
            }
        }
    }

    private func configuration() throws -> FairnessConfiguration {
        let thresholds = try threshold.split(separator: ",").map { text in
            guard let value = Double(text), value.isFinite else {
                throw Failure.fault("bad_threshold", "`\(text)` is no threshold: give a number")
            }
            return value
        }
        return FairnessConfiguration(
            rule: .atLeast, thresholds: thresholds,
            baseline: baseline == "largest"
                ? .largest : baseline == "overall" ? .overall : .group(baseline),
            replicates: replicates,
            multiplicity: try ParseArgument.choice(multiplicity, "multiplicity"), seed: seed)
    }
}
