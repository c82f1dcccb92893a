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
        subcommands: Verbs.asked.map { [$0] } ?? Verbs.all)

    static func main() async {
        do {
            var command = if let quick = Verbs.quickly() { quick } else { try parseAsRoot() }
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
