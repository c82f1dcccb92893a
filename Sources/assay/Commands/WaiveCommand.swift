import ArgumentParser
import Governance
import Operations
import Transparency

struct WaiveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "waive",
        abstract: "Accept one finding on a version, with a reason and an expiry.",
        discussion: """
            EXAMPLE
              assay waive income@2 --to production --rule race-gap --until 2026-12-31 \\
                --because "too few rows; new survey in December" --as ruth@example.org:risk-reviewer

            EXIT STATUS
              0 waived   1 refused   3 could not be done
            """)

    @Argument(help: "The version, such as income@2.")
    var version: String
    @Option(help: "Where to, such as production.")
    var to: String
    @Option(help: "The rule whose finding is accepted.")
    var rule: String
    @Option(help: "Why.")
    var because: String
    @Option(help: "The day it ends, such as 2026-12-31.")
    var until: String
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run { terminal in
            let command = WaiveFinding(
                version: try ParseArgument.version(version), to: to, rule: rule, because: because,
                until: try ParseArgument.day(until), by: try actor.actor())
            let desk = try await Desk.open()
            let waiver = try await desk.perform(command)
            try await desk.close()
            terminal.answer(["waiver": waiver.json])
            terminal.say(
                "waived `\(rule)` on \(command.version) to \(to) until \(waiver.until.day)")
            terminal.say("next: assay gate \(command.version.short) --to \(to)")
        }
    }
}
