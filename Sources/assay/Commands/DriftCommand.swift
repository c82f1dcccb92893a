import ArgumentParser
import Governance
import Operations
import Statistics
import Transparency

struct DriftCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drift",
        abstract: "How far current rows lie from those of a reference.",
        discussion: """
            Compares columns of the same name: of numbers by Kolmogorov and Smirnov's distance, of
            categories by Jensen and Shannon's, unless --numbers and --categories say otherwise. A
            column has drifted when its whole interval is beyond the limit, is steady when it is
            within, and else undecided: then it says how many rows would tell. Either side may be a
            profile in place of rows, and one of them `-`: standard input, in any format but Parquet,
            such as an Arrow stream. No server and no account are needed.

            --multivariate also looks at all columns at once: how well a small model tells the rows
            of both sides apart, and how far they lie apart. --sequential watches columns of numbers
            in the order of the current rows instead, keeping none, and says where each moved: its
            answer holds at whichever row one stops.

            --weight counts each row as often as it says, in every measure and share. P-values and
            intervals are then those of Kish's effective rows, (Σw)² / Σw², which the answer states.
            --multivariate takes no weights and says so.

            EXAMPLES
              assay drift train.parquet today.parquet
              assay drift train.profile today.csv --numbers population-stability=0.2
              assay drift a.csv b.csv --columns age,hours --json
              assay drift train.parquet today.parquet --multivariate
              assay drift survey-2024.csv survey-2025.csv --weight weight
              tail -n +1 -f today.csv | assay drift train.profile - --sequential

            EXIT STATUS
              0 steady   1 drifted   2 undecided   3 could not compare
            """)

    @Argument(help: "Rows, or a profile of them, to compare with.")
    var reference: String
    @Argument(help: "Current rows, or a profile of them.")
    var current: String
    @Option(help: "Only these columns, with commas.")
    var columns: String?
    @Option(help: "A column of both files with each row's weight.")
    var weight: String?
    @Option(
        help: """
            What decides of numbers, and its limit: kolmogorov-smirnov, wasserstein, \
            population-stability or jensen-shannon.
            """)
    var numbers = "kolmogorov-smirnov=0.1"
    @Option(
        help: """
            What decides of categories, and its limit: jensen-shannon, population-stability or \
            cramers-v.
            """)
    var categories = "jensen-shannon=0.1"
    @Option(help: "How far the share of missing values may move.")
    var missing = 0.1
    @Option(help: "Of all intervals together.")
    var confidence = 0.95
    @Flag(help: "Also all columns at once.")
    var multivariate = false
    @Option(help: "Of the area under the curve with which a model tells the sides apart.")
    var multivariateLimit = 0.6
    @Flag(help: "Watch the current rows in their order instead.")
    var sequential = false
    @Option(help: "How many rows are about to be watched (default: as many as the reference has).")
    var plannedRows: Int?
    @Option(help: "Of all draws: the same seed gives the same answer.")
    var seed: UInt64 = 1
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if sequential, multivariate || weight != nil {
            throw ValidationError("`--sequential` takes no `--multivariate` and no `--weight`")
        }
        if multivariate, reference == "-" || current == "-" {
            throw ValidationError("`--multivariate` reads both sides again: `-` cannot be")
        }
        if let plannedRows, plannedRows < 1 {
            throw ValidationError("`--planned-rows` must be at least 1")
        }
    }

    func run() async throws {
        FreedMemory.keep()
        try await common.run(refusalStatus: 3) { terminal in
            let columns = try columns.map { try ParseArgument.columns($0, "--columns") }
            if sequential { return try watch(columns, terminal) }
            let compared = try CompareData(
                reference: reference, current: current, columns: columns, weight: weight,
                settings: try settings()
            ).run()
            let joint = try multivariate ? jointly(columns) : nil
            var answer = compared.json.objectValue ?? [:]
            if let joint { answer["multivariate"] = joint.json }
            terminal.answer(.object(answer))
            DriftText(compared).say(terminal)
            if let joint { JointDriftText(joint).say(terminal) }
            try end(compared.report, joint?.isBeyond)
            if let joint, joint.isBeyond == nil { throw Outcome.undecided }
        }
    }

    private func jointly(_ columns: [String]?) throws -> CompareJointly.Compared {
        try CompareJointly(
            reference: reference, current: current, columns: columns, weight: weight,
            limit: multivariateLimit, confidence: confidence, seed: seed
        ).run()
    }

    private func watch(_ columns: [String]?, _ terminal: Terminal) throws {
        // Out of range it is said as for other settings.
        _ = try settings()
        let step = terminal.step()
        let watched = try WatchColumns(
            reference: reference, current: current, columns: columns, confidence: confidence,
            plannedRows: plannedRows
        ).run { column, row in step("`\(column)` has moved by row \(row + 1)") }
        terminal.answer(watched.json)
        WatchText(watched).say(terminal)
        if !watched.moved.isEmpty { throw Outcome.no }
    }

    private func settings() throws -> DriftSettings {
        do {
            return try DriftSettings(
                confidence: confidence, numbers: try limit(numbers, "numbers", \.fitsNumbers),
                categories: try limit(categories, "categories", \.fitsCategories),
                missingLimit: missing)
        } catch let error as DriftError { throw Failure.fault("bad_setting", "\(error)") }
    }

    private func limit(
        _ text: String, _ columns: String, _ fits: KeyPath<DriftMeasure, Bool>
    ) throws -> DriftLimit {
        let halves = text.split(separator: "=", maxSplits: 1).map(String.init)
        let fitting = DriftMeasure.allCases.filter { $0[keyPath: fits] }
        guard halves.count == 2, let limit = Double(halves[1]), limit >= 0,
            let measure = fitting.first(where: { $0.word == halves[0] })
        else {
            let words = fitting.map(\.word)
            throw Failure.fault(
                "bad_limit",
                "`\(text)` is no limit of \(columns): it may be \(words.inBackticks), each with a "
                    + "number from 0 on, such as `\(words[0])=0.2`")
        }
        return DriftLimit(measure, limit)
    }

    private func end(_ report: DriftReport, _ isJointlyBeyond: Bool?) throws {
        if !report.drifted.isEmpty || isJointlyBeyond == true { throw Outcome.no }
        let isOpen = report.columns.contains { column in
            if case .unmeasured(.columnMissing(_, .reference)) = column.verdict { return false }
            return column.verdict != .steady
        }
        if isOpen { throw Outcome.undecided }
    }
}

extension DriftMeasure {
    /// As it is typed and shown.
    var word: String { predicateName.split(separator: "_").joined(separator: "-") }
}
