import ArgumentParser
import Governance
import Operations
import Transparency

struct RegisterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register",
        abstract: "Register a version from files.",
        discussion: """
            Files are named by their SHA-256, folders by their manifest's. What was said of the
            subject before need not be said again.

            EXAMPLES
              assay register model income --from model/ --risk high --purpose "size budgets" \\
                --business-owner ann@example.org --technical-owner max@example.org \\
                --part training-data=training.csv --part evaluation-data=evaluation.csv
              assay register prompt triage --from prompt.txt --risk low --purpose … (and owners)
            """)

    @Argument(help: "model, dataset, prompt, adapter, index, application or integration.")
    var kind: String
    @Argument(help: "The subject's name.")
    var name: String
    @Option(help: "The file or folder that is the thing itself.")
    var from: String?
    @Option(help: "A further part, ROLE=PATH; may be repeated.")
    var part: [String] = []
    @OptionGroup var terms: SubjectOptions
    @Flag(help: "Do not look into the files.")
    var noCheck = false
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run { terminal in
            var command = try command()
            let sources = try sources(of: command.subject.kind)
            let desk = try await Desk.open()
            let progress = terminal.progress("reading")
            for source in sources {
                command.parts.append(
                    try await HashedPart.hash(
                        role: source.role, path: source.path, looksInside: !noCheck,
                        progress: progress))
            }
            let registered = try await desk.perform(command)
            let scanned = try await scan(registered.version.name, command.parts, on: desk)
            try await desk.close()
            report(registered, scanned, terminal)
        }
    }

    /// What was read is judged, and kept so that it can be judged again.
    private func scan(
        _ version: VersionName, _ parts: [HashedPart], on desk: Desk
    ) async throws -> RecordScan.Scanned? {
        guard !noCheck else { return nil }
        return try await desk.perform(
            RecordScan(version: version, parts: parts.map(\.scanned), by: try actor.actor()))
    }

    private func command() throws -> RegisterVersion {
        let kind: SubjectKind = try ParseArgument.choice(self.kind, "kind")
        guard let subject = SubjectName(kind: kind, name: name) else {
            throw Failure.fault(
                "bad_name", "`\(name)` is no name: it may be \(SubjectName.rule)")
        }
        return try terms.registration(of: subject, by: try actor.actor())
    }

    private func sources(of kind: SubjectKind) throws -> [PartSource] {
        let main = from.map { PartSource(role: kind.mainRole, path: $0) }
        return (main.map { [$0] } ?? []) + (try part.map(ParseArgument.part))
    }

    private func report(
        _ registered: RegisterVersion.Registered, _ scanned: RecordScan.Scanned?,
        _ terminal: Terminal
    ) {
        let version = registered.version
        let scan = scanned.map { ScanText($0.evidence) }
        terminal.answer([
            "isNew": .bool(registered.isNew), "parts": .array(registered.artifacts.map(\.json)),
            "scan": scan?.json ?? .null, "root": .string(version.composition.root.description),
            "version": .string(version.name.description),
        ])
        let note = registered.isNew ? "" : "  (these bytes were registered already)"
        terminal.say(terminal.styled("\(version.name)", .bold) + note)
        terminal.say("  root             \(version.composition.root)")
        for artifact in registered.artifacts {
            let files = artifact.isFolder ? "\(artifact.fileCount) files, " : ""
            terminal.say(
                "  \(artifact.part.role.rawValue.padded(16)) \(artifact.part.digest)  "
                    + "\(files)\(byteText(artifact.byteCount))")
        }
        scan?.say(terminal)
        terminal.say("next: assay gate \(version.name.short) --to production")
    }
}
