import ArgumentParser
import Operations

@main
struct Assay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assay",
        abstract: "Decides whether this exact AI system may ship, and proves why.",
        discussion: """
            Everything is kept in one folder, ASSAY_HOME (default ~/.assay).

            EXAMPLES
              assay register model income --from model/ --purpose "…" \\
                --business-owner ann@example.org --technical-owner max@example.org --risk high
              assay eval income@1 --data evaluation.csv --label y --score p --sensitive sex
              assay gate income@1 --to production
              assay verify model/

            EXIT STATUS
              0 yes   1 no   2 undecided   3 could not be done   64 wrong usage
            """,
        version: ProgramVersion.text,
        subcommands: asked(among: [
            CheckCommand.self, DriftCommand.self, ProfileCommand.self, FairnessCommand.self,
            ExplainCommand.self, RegisterCommand.self, EvalCommand.self, GateCommand.self,
            ApproveCommand.self, WaiveCommand.self, SignCommand.self, VerifyCommand.self,
            EvidenceCommand.self, BillOfMaterialsCommand.self, ListCommand.self,
            ShowCommand.self, LogCommand.self, ReplayCommand.self, PolicyCommand.self,
            PersonCommand.self, TokenCommand.self, WebhookCommand.self, BackupCommand.self,
            RestoreCommand.self, ServeCommand.self, AdvisoriesCommand.self, FindingsCommand.self,
        ]))

    /// The verb that the command line begins with, alone, or all of them: what need not be looked
    /// at does not slow the start.
    private static func asked(
        among verbs: [any ParsableCommand.Type]
    ) -> [any ParsableCommand.Type] {
        guard let first = CommandLine.arguments.dropFirst().first else { return verbs }
        let asked = verbs.filter { $0.configuration.commandName == first }
        return asked.isEmpty ? verbs : asked
    }

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let outcome as Outcome {
            Self.exit(withError: ExitCode(outcome.status))
        } catch {
            Self.exit(withError: error)
        }
    }
}
