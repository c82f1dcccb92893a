import ArgumentParser
import Governance
import Observation
import Operations
import Transparency

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a command and record what it read and made.",
        discussion: """
            Observes, without a change to the command, which files it reads and writes, and records
            them by digest, with the state of Git, packages, machine, seeds, and how it ended. Its
            input, output and signals are its own. `docs/running.md` says what is not seen.

            EXAMPLES
              assay run -- python train.py --seed 7
              assay run --register model:income -- python train.py
              assay run --register model:income --from out/model --data data/ -- ./train.sh

            EXIT STATUS
              the command's own; 128 and the signal's number when it was killed
              125 it could not be observed or recorded   126 it could not be run   127 not found
            """)

    @Option(help: "Register what it made as a version of this subject, such as model:income.")
    var register: String?
    @Option(help: "The file or folder to register (default: the model that it made).")
    var from: String?
    @Option(help: "Data that it was trained on, as a part of the version; may be repeated.")
    var data: [String] = []
    @OptionGroup var subject: SubjectOptions
    @Option(help: "Write the statement of the run into a file.")
    var statement: String?
    @Flag(help: "Say nothing when it has ended.")
    var quiet = false
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions
    @Argument(parsing: .captureForPassthrough, help: "The command and its arguments.")
    var command: [String] = []

    func validate() throws {
        guard words.isEmpty else { return }
        throw ValidationError("Name the command, such as `assay run -- python train.py`.")
    }

    private var words: [String] {
        Array(command.first == "--" ? command.dropFirst() : command[...])
    }

    func run() async throws {
        let terminal = Terminal(asJSON: common.json)
        let ended: Int32
        do {
            ended = try await observe(terminal)
        } catch let failure as CommandProcess.NotStarted {
            terminal.fail(.fault("not_started", failure.message))
            throw Outcome(status: failure.status)
        } catch let failure as Failure {
            terminal.fail(failure)
            throw Outcome(status: 125)
        }
        if ended != 0 { throw Outcome(status: ended) }
    }

    private func observe(_ terminal: Terminal) async throws -> Int32 {
        let command = ObservedCommand(words)
        let seen = try await command.run()
        let said = RunStatement(
            seen.run, paths: command.paths, inputs: seen.inputs, outputs: seen.outputs,
            version: ProgramVersion.text)
        let json = said.json
        if let statement { try FileBytes.write(json.canonicalBytes, to: statement) }
        terminal.answer(json)
        return seen.run.end.status
    }
}
