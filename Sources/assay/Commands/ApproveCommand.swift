import ArgumentParser
import Governance
import Operations
import Transparency

struct ApproveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve",
        abstract: "Sign off a version, or parts of it, for a transition.",
        discussion: """
            The approval is bound to the bytes and to purpose and risk as they are now. The author
            of a version may not approve it.

            EXAMPLES
              assay approve income@2 --to production --as ruth@example.org:risk-reviewer
              assay approve income@2 --to production --as dan@example.org:data-steward \\
                --parts training-data

            EXIT STATUS
              0 approved   1 refused   3 could not be done
            """)

    @Argument(help: "The version, such as income@2.")
    var version: String
    @Option(help: "Where to, such as production.")
    var to: String
    @Option(help: "Only these parts, by role, with commas (default: the whole version).")
    var parts: String?
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run { terminal in
            let command = ApproveVersion(
                version: try ParseArgument.version(version), to: to,
                roles: try parts.map(ParseArgument.roles), by: try actor.actor())
            let desk = try await Desk.open()
            let approval = try await desk.perform(command)
            try await desk.close()
            terminal.answer([
                "approval": approval.json, "version": .string(command.version.description),
            ])
            let roles = Set(approval.lookedAt.map(\.role)).sorted().map(\.rawValue)
            terminal.say(
                "approved \(command.version) to \(to) as \(approval.role.rawValue) "
                    + "(\(approval.grade.rawValue)): \(roles.joined(separator: ", "))")
            terminal.say("next: assay gate \(command.version.short) --to \(to)")
        }
    }
}
