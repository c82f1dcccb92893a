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
            profile in place of rows. No server and no account are needed.

            EXAMPLES
              assay drift train.parquet today.parquet
              assay drift train.profile today.csv --numbers population-stability=0.2
              assay drift a.csv b.csv --columns age,hours --json

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
    @OptionGroup var common: CommonOptions

    func run() async throws {
        FreedMemory.keep()
        try await common.run(refusalStatus: 3) { terminal in
            let compared = try CompareData(
                reference: reference, current: current,
                columns: try columns.map { try ParseArgument.columns($0, "--columns") },
                weight: weight, settings: try settings()
            ).run()
            terminal.answer(compared.json)
            DriftText(compared).say(terminal)
            try end(compared.report)
        }
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

    private func end(_ report: DriftReport) throws {
        if !report.drifted.isEmpty { throw Outcome.no }
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
