import ArgumentParser
import ModelFiles
import Operations
import SupplyChain
import Transparency

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Find what is dangerous in model files and what they depend on.",
        discussion: """
            Reads files and folders, whatever their names say, and runs nothing that is in them.
            No server and no account are needed, and nothing is sent anywhere.

            EXAMPLES
              assay check ~/models
              assay check model.pkl requirements.txt --json
              assay check . --sarif assay.sarif --fail-on dangerous
              assay check --explain pickle-call

            EXIT STATUS
              0 nothing found   1 findings   3 could not check
            """)

    @Argument(help: "Files and folders.")
    var paths: [String] = []
    @Option(
        help: ArgumentHelp(
            "The least level that counts: note, suspicious, dangerous, or never. "
                + "What could not be read counts at any level."))
    var failOn = FailureLevel.suspicious
    @Option(help: "Write the findings as SARIF 2.1.0 into a file, for code hosts.")
    var sarif: String?
    @Option(help: "Say why a rule is there and what to do, or `all` for a list.")
    var explain: String?
    @Option(
        name: .customLong("for"),
        help:
            "What the files are for, so that licences are judged: commercial, distribution, service."
    )
    var uses: [LicenceUse] = []
    @Option(help: "A licence policy to judge by (default: `licences.yaml` in the home, if any).")
    var licences: String?
    @Flag(help: "Show notes and every finding of a file.")
    var all = false
    @OptionGroup var common: CommonOptions

    enum FailureLevel: String, CaseIterable, ExpressibleByArgument {
        case note, suspicious, dangerous, never

        var level: ModelFiles.Finding.Level? { .init(rawValue: rawValue) }
    }

    func validate() throws {
        guard explain == nil, paths.isEmpty else { return }
        throw ValidationError("Name the files or folders to check.")
    }

    func run() async throws {
        try await common.run(refusalStatus: 3) { terminal in
            if let explain { return try CheckText.explain(explain, terminal) }
            let report = try await CheckPaths(
                paths: paths, advisories: AdvisoryFile(in: Environment.home),
                licences: try licencePolicy()
            ).run(progress: terminal.progress("checking"))
            if let sarif {
                let log = SARIFLog(
                    of: report, toolVersion: ProgramVersion.text, in: FileBytes.workingFolder)
                try FileBytes.write(Array(log.json.pretty.utf8), to: sarif)
            }
            terminal.answer(report.json)
            var text = CheckText(report, showsAll: all)
            text.say(terminal)
            guard let level = failOn.level, !report.files(from: level).isEmpty else { return }
            throw Outcome.no
        }
    }

    /// What `--for` names counts, and else what the policy does.
    private func licencePolicy() throws -> LicencePolicy? {
        if let licences, !FileBytes.exists(licences) {
            throw Failure.fault("unreadable", "there is no licence policy `\(licences)`")
        }
        let file = licences.map { LicenceFile(at: $0) } ?? LicenceFile(in: Environment.home)
        let policy = try file.load()?.policy
        guard !uses.isEmpty else { return policy }
        return (policy ?? LicencePolicy(uses: [])).with(uses: Set(uses))
    }
}

extension LicenceUse: ExpressibleByArgument {}
