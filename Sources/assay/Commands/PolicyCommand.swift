import ArgumentParser
import Governance
import Operations
import Transparency

struct PolicyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy", abstract: "Test a policy, and try it on the past.",
        subcommands: [Test.self, Backtest.self])

    struct Test: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "test",
            abstract: "Run the fixtures of policy files.",
            discussion: """
                EXAMPLE
                  assay policy test ~/.assay/policies/high.yaml

                EXIT STATUS
                  0 all pass   1 some fail   3 a policy does not read
                """)

        @Argument(help: "Policy files.")
        var files: [String]
        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await common.run(refusalStatus: 3) { terminal in
                var results: [(file: String, FixtureResult)] = []
                for file in files {
                    let policy = try PolicyFile(path: file).policy()
                    results += policy.runFixtures().map { (file, $0) }
                    if policy.fixtures.isEmpty { terminal.say("\(file): no fixtures") }
                }
                terminal.answer(["fixtures": .array(results.map(Self.json))])
                for (file, result) in results { say(result, file, terminal) }
                let failed = results.filter { !$0.1.differences.isEmpty }.count
                terminal.say("\(results.count - failed) passed, \(failed) failed")
                guard failed == 0 else { throw Outcome.no }
            }
        }

        private static func json(_ file: String, _ result: FixtureResult) -> JSON {
            [
                "differences": .array(result.differences.map(JSON.string)), "file": .string(file),
                "line": JSON(result.line), "name": .string(result.name),
                "passed": .bool(result.differences.isEmpty),
            ]
        }

        private func say(_ result: FixtureResult, _ file: String, _ terminal: Terminal) {
            let isPassed = result.differences.isEmpty
            let mark = isPassed ? terminal.styled("✓", .green) : terminal.styled("✗", .red)
            terminal.say("  \(mark) \(result.name)")
            for difference in result.differences {
                terminal.say("      \(file):\(result.line): \(difference)")
            }
        }
    }

    struct Backtest: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "backtest",
            abstract: "List the past decisions that a policy would change.",
            discussion: """
                EXAMPLE
                  assay policy backtest stricter.yaml

                EXIT STATUS
                  0 tried, whatever would change   3 could not be done
                """)

        @Argument(help: "The new policy's file.")
        var file: String
        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await common.run(refusalStatus: 3) { terminal in
                let desk = try await Desk.open()
                let outcome = try await desk.perform(
                    BacktestPolicy(file: PolicyFile(path: file), by: .reader))
                try await desk.close()
                terminal.answer([
                    "changes": .array(outcome.changes.map(Self.json)),
                    "judged": JSON(outcome.judgedCount),
                    "passedOver": JSON(outcome.passedOverCount),
                    "policy": .string(outcome.policy),
                ])
                terminal.say(
                    "\(outcome.policy) on \(outcome.judgedCount) past decisions "
                        + "(\(outcome.passedOverCount) it does not cover): "
                        + "\(outcome.changes.count) would change")
                for change in outcome.changes {
                    terminal.say(
                        "  \(change.version)  \(change.at.day)  \(change.was.rawValue) → "
                            + "\(change.would.rawValue)  \(change.rules.joined(separator: ", "))  "
                            + "\(change.decision)")
                }
            }
        }

        private static func json(_ change: BacktestPolicy.Change) -> JSON {
            [
                "at": .string(change.at.description),
                "decision": .string(change.decision.description),
                "rules": .array(change.rules.map(JSON.string)), "version": .string(change.version),
                "was": .string(change.was.rawValue), "would": .string(change.would.rawValue),
            ]
        }
    }
}
