import ArgumentParser
import Operations
import SupplyChain
import Transparency

struct AdvisoriesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "advisories",
        abstract: "Known vulnerabilities, as files that were carried in.",
        subcommands: [Import.self])

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import",
            abstract: "Load advisories in OSV's form, which `assay check` judges by.",
            discussion: """
                Takes OSV's JSON and the Python Packaging Authority's YAML: single files, folders, and
                zip and tar archives, such as OSV's PyPI/all.zip. They take the place of what was
                imported before, unless `--add` is given.

                EXAMPLES
                  assay advisories import PyPI-all.zip
                  assay advisories import advisory-database/vulns
                  assay advisories import GHSA-xxxx.json --add

                EXIT STATUS
                  0 loaded   3 could not be done, and nothing has changed
                """)

        @Argument(help: "Files, folders and archives.")
        var files: [String]
        @Flag(help: "Keep what was imported before.")
        var add = false
        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await common.run(refusalStatus: 3) { terminal in
                let imported = try AdvisoryFile(in: Environment.home).import(files, isAdded: add)
                let database = imported.database
                terminal.answer([
                    "advisories": JSON(database.advisoryCount),
                    "digest": .string(Digest(of: database.bytes).description),
                    "files": JSON(imported.fileCount), "modified": .string(database.modified),
                    "packages": JSON(database.packageCount),
                ])
                terminal.say(
                    "read \(counted(imported.fileCount, "file")): "
                        + "\(counted(database.advisoryCount, "advisory", "advisories")) about "
                        + "\(counted(database.packageCount, "package")), the newest of "
                        + "\(database.modified.prefix(10))")
            }
        }
    }
}
