import ArgumentParser
import Operations
import Statistics
import Transparency

struct ProfileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile",
        abstract: "Keep of data what is needed to compare other data with it.",
        discussion: """
            Reads CSV, JSON Lines, Parquet or Arrow once, in memory that does not grow with the
            file, and keeps counts, moments, quantiles, distinct values and frequent ones of each
            column: at most some kilobytes a column. Profiles of parts merge, in any order, into
            that of the whole.

            EXAMPLES
              assay profile train.parquet --output train.profile
              assay profile merge monday.profile tuesday.profile --output week.profile
              assay profile show week.profile

            EXIT STATUS
              0 done   3 could not read
            """,
        subcommands: [File.self, Merge.self, Show.self], defaultSubcommand: File.self)

    struct File: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "file", abstract: "Profile a file of rows.")

        @Argument(help: "A file of rows; `-` reads them from standard input.")
        var data: String
        @Option(name: .shortAndLong, help: "Where the profile goes.")
        var output: String?
        @OptionGroup var common: CommonOptions

        func run() async throws {
            FreedMemory.keep()
            try await common.run(refusalStatus: 3) { terminal in
                try ProfileText(try ProfileFile.profile(data)).give(to: output, terminal)
            }
        }
    }

    struct Merge: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "merge", abstract: "Make the profile of all rows from those of parts.")

        @Argument(help: "Profiles.")
        var profiles: [String]
        @Option(name: .shortAndLong, help: "Where the profile goes.")
        var output: String?
        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await common.run(refusalStatus: 3) { terminal in
                try ProfileText(try ProfileFile.merged(profiles)).give(to: output, terminal)
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Say what a profile holds.")

        @Argument(help: "A profile.")
        var profile: String
        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await common.run(refusalStatus: 3) { terminal in
                try ProfileText(try ProfileFile.load(profile)).give(to: nil, terminal)
            }
        }
    }
}
