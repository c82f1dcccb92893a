import ArgumentParser
import Governance
import Operations
import Transparency

struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Make a recorded decision again and compare the bytes.",
        discussion: """
            EXAMPLE
              assay replay 3fa9c1

            EXIT STATUS
              0 the same bytes   1 other bytes   3 could not replay
            """)

    @Argument(help: "The decision's digest, or the beginning of it.")
    var decision: String
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run(refusalStatus: 3) { terminal in
            let desk = try await Desk.open()
            let replayed = try await desk.perform(
                ReplayDecision(decision: decision, by: .reader))
            try await desk.close()
            let again = replayed.replayed
            terminal.answer([
                "identical": .bool(replayed.isIdentical),
                "recorded": .string(replayed.recorded.description),
                "replayed": .string(again.id.description),
                "verdict": .string(again.verdict.rawValue),
                "version": .string(again.version.description),
            ])
            terminal.say("recorded  \(replayed.recorded)")
            terminal.say("replayed  \(again.id)  \(again.verdict.rawValue) \(again.version)")
            terminal.say(replayed.isIdentical ? "the same bytes" : "NOT the same bytes")
            guard replayed.isIdentical else { throw Outcome.no }
        }
    }
}
