import ArgumentParser
import Governance
import Operations
import Transparency

struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show all that is known about a version.",
        discussion: """
            EXAMPLE
              assay show income@2 --to production
            """)

    @Argument(help: "The version, such as income@2.")
    var version: String
    @Option(help: "The transition whose approvals are shown.")
    var to = "production"
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run(refusalStatus: 3) { terminal in
            let desk = try await Desk.open()
            let shown = try await desk.perform(
                ShowVersion(version: try ParseArgument.version(version), to: to, by: .reader))
            let dossier = shown.dossier
            let people = shown.people
            try await desk.close()
            terminal.answer(["dossier": dossier.json, "decisions": .array(shown.decisions)])
            say(shown, people, terminal)
        }
    }

    private func say(_ shown: ShowVersion.Shown, _ people: People, _ terminal: Terminal) {
        let dossier = shown.dossier
        let version = dossier.version
        terminal.say(terminal.styled("\(version.name)", .bold) + "  \(dossier.subject.purpose)")
        terminal.say("  risk      \(dossier.subject.risk.rawValue)")
        terminal.say("  business  \(people.name(dossier.subject.owners.business.text))")
        terminal.say("  technical \(people.name(dossier.subject.owners.technical.text))")
        terminal.say("  author    \(people.name(version.author.text)) (\(version.grade.rawValue))")
        terminal.say("  root      \(version.composition.root)")
        terminal.say("parts")
        for artifact in shown.artifacts {
            terminal.say(
                "  \(artifact.part.role.rawValue.padded(16)) \(artifact.part.digest)  "
                    + byteText(artifact.byteCount))
        }
        terminal.say("evidence and approvals")
        for item in dossier.evidence {
            sayItem(
                item.kind.rawValue, item.grade, people.name(item.by.text), item.at,
                item.standing(for: version.composition), terminal)
        }
        for item in dossier.approvals where item.to == dossier.to {
            sayItem(
                "approval: \(item.role.rawValue)", item.grade, people.name(item.by.text), item.at,
                item.standing(for: version.composition, terms: dossier.subject.terms), terminal)
        }
        terminal.say("decisions")
        for decision in shown.decisions {
            let verdict = decision["verdict"]?.stringValue ?? ""
            let at = decision["at"]?.stringValue ?? ""
            terminal.say(
                "  \(at.prefix(16))  \(decision["to"]?.stringValue ?? "")  \(verdict.padded(9)) "
                    + (decision["decision"]?.stringValue ?? ""))
        }
    }

    private func sayItem(
        _ name: String, _ grade: Grade, _ by: String, _ at: Instant, _ standing: Standing,
        _ terminal: Terminal
    ) {
        let state =
            standing.isHolding ? terminal.styled("holds", .green) : terminal.styled("void ", .red)
        terminal.say(
            "  \(state) \(name.padded(24)) \(grade.rawValue.padded(9)) \(at.day)  \(by)")
    }
}
