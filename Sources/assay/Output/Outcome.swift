import ArgumentParser
import Operations
import Transparency

/// How a command ends when it does not end with 0; what there was to say has been said.
struct Outcome: Error {
    let status: Int32

    static let no = Outcome(status: 1)
    static let undecided = Outcome(status: 2)
    static let couldNot = Outcome(status: 3)
}

/// Options that every command has.
struct CommonOptions: ParsableArguments {
    @Flag(name: .long, help: "Print JSON in place of text.")
    var json = false

    /// Runs a command's work and says a failure once, on standard error, and as JSON if asked.
    ///
    /// `refusalStatus`: For verbs whose exit status 1 is a verdict, a refusal is 3.
    func run(
        refusalStatus: Int32 = 1, _ work: (Terminal) async throws -> Void
    ) async throws {
        let terminal = Terminal(asJSON: json)
        do {
            try await work(terminal)
        } catch let failure as Failure {
            terminal.fail(failure)
            throw Outcome(status: failure.kind == .refused ? refusalStatus : 3)
        } catch let outcome as Outcome {
            throw outcome
        } catch {
            terminal.fail(.fault("unexpected", "\(error)"))
            throw Outcome.couldNot
        }
    }
}
