import API
import ArgumentParser
import Governance
import Operations
import Transparency

struct RecallCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recall",
        abstract: "Take versions back: released nowhere, denied by every gate, given to nobody.",
        discussion: """
            Opens an incident. It is for good, and for the bytes: the same files under another
            number are recalled too. What is mended is registered as a new version.

            EXAMPLE
              assay recall income@2 income@3 --because "trained on withdrawn consent" \
                --as ruth@example.org:risk-reviewer

            EXIT STATUS
              0 recalled   1 refused   3 could not be done
            """)

    @Argument(help: "Versions, such as income@2.")
    var versions: [String]
    @Option(help: "Why.")
    var because: String
    @Option(help: "What it is about, such as a data set (default: the first version).")
    var about: String?
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run { terminal in
            let command = RecallVersions(
                versions: try versions.map(ParseArgument.version), about: about, because: because,
                by: try actor.actor())
            let desk = try await Desk.open()
            let recalled = try await desk.perform(command)
            try await desk.close()
            terminal.answer(RecallVersions.json(recalled))
            for recall in recalled.recalls { terminal.say("recalled \(recall.version)") }
            terminal.say("incident \(recalled.incident.id)")
        }
    }
}
