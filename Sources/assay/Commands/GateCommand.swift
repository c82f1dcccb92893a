import ArgumentParser
import Governance
import Operations
import Transparency

struct GateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gate",
        abstract: "Decide whether a version may make a transition.",
        discussion: """
            Judges the version by the one policy that applies and records the decision. When it
            allows, a release is signed.

            EXAMPLES
              assay gate income@2 --to production
              assay gate income@2 --to production --policy stricter.yaml --json

            EXIT STATUS
              0 allow   1 deny   2 undecided   3 could not evaluate
            """)

    @Argument(help: "The version, such as income@2.")
    var version: String
    @Option(help: "Where to, such as production.")
    var to: String
    @Option(help: "A policy file in place of the home's.")
    var policy: String?
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run(refusalStatus: 3) { terminal in
            let command = JudgeVersion(
                version: try ParseArgument.version(version), to: to,
                policyFile: try policy.map { path throws(Failure) in try PolicyFile(path: path) },
                by: try actor.actor())
            let desk = try await Desk.open()
            let judged = try await desk.perform(command)
            if let release = judged.release {
                try await desk.writeFiles(of: release, for: command.by)
            }
            try await desk.close()
            let report = GateReport(judged, terminal)
            terminal.answer(report.json)
            report.say()
            if let release = judged.release { sayRelease(release, desk, terminal) }
            switch judged.decision.verdict {
            case .allow: return
            case .deny: throw Outcome.no
            case .undecided: throw Outcome.undecided
            }
        }
    }

    private func sayRelease(_ release: SignedRelease, _ desk: Desk, _ terminal: Terminal) {
        let done = release.isNew ? "signed" : "was signed before"
        terminal.say("release \(done): \(desk.folder(of: release))")
    }
}
