import ArgumentParser
import Governance
import Operations
import Transparency

struct FindingsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "findings",
        abstract:
            "What is open against versions' files and dependencies, who is to put it right, by when.",
        discussion: """
            EXAMPLES
              assay findings
              assay findings --where severity=dangerous --where owner=tom@example.org
              assay findings --judge

            Fields: \(ListFindings.fields.joined(separator: ", ")).

            EXIT STATUS
              0 nothing is open   1 findings   3 could not be told
            """)

    @Option(name: .customLong("where"), help: "FIELD=VALUE; may be repeated.")
    var conditions: [String] = []
    @Flag(help: "First judge every version again by the rules and advisories of today.")
    var judge = false
    @Option(help: "How many at most.")
    var limit = 50
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run(refusalStatus: 3) { terminal in
            let desk = try await Desk.open()
            let judged =
                judge ? try await desk.perform(RejudgeVersions(by: try actor.actor())) : nil
            let listed = try await desk.perform(
                ListFindings(
                    matching: try conditions.map(ParseArgument.condition),
                    page: PageRequest(limit: try ParseArgument.limit(limit)), by: .reader))
            try await desk.close()
            terminal.answer([
                "findings": .array(listed.findings.map(\.json)), "more": .bool(listed.next != nil),
                "judged": judged.map { JSON($0.versionCount) } ?? .null,
            ])
            if let judged { say(judged, terminal) }
            for finding in listed.findings { say(finding, terminal) }
            if listed.findings.isEmpty { terminal.say("nothing is open") }
            if listed.next != nil { terminal.say("there are more: use `--limit` or `--where`") }
            guard listed.findings.isEmpty else { throw Outcome.no }
        }
    }

    private func say(_ judged: RejudgeVersions.Answer, _ terminal: Terminal) {
        terminal.say(
            "judged \(counted(judged.versionCount, "version")) again: "
                + "\(judged.raisedCount) raised, \(judged.resolvedCount) resolved")
    }

    private func say(_ finding: OpenFinding, _ terminal: Terminal) {
        let style: Terminal.Style = finding.severity == "dangerous" ? .red : .yellow
        let due = finding.due.map { String($0.description.prefix(10)) } ?? ""
        terminal.say(
            "\(terminal.styled(finding.severity.padded(10), style))  \(finding.version)  "
                + "\(finding.path): \(finding.message)".withoutControls)
        terminal.say(
            terminal.styled(
                "            by \(due), \(finding.ownerName) [\(finding.rule)]", .dim))
    }
}
