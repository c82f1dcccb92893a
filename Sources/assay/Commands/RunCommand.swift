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
    @Argument(parsing: .postTerminator, help: "The command and its arguments, after `--`.")
    var command: [String] = []

    func validate() throws {
        guard command.isEmpty else { return }
        throw ValidationError("Name the command, such as `assay run -- python train.py`.")
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

    /// - Returns: The command's exit status.
    private func observe(_ terminal: Terminal) async throws -> Int32 {
        let plan = try plan()
        let desk = try await Desk.open()
        let command = ObservedCommand(self.command)
        let seen = try await command.run()
        let said = RunStatement(
            seen.run, paths: command.paths, inputs: seen.inputs, outputs: seen.outputs,
            listed: seen.listed, version: ProgramVersion.text)
        let recording = RunRecording(
            desk: desk, actor: try actor.actor(), seen: seen, said: said)
        do {
            if let statement {
                try FileBytes.write(recording.statement, to: statement)
            }
            let made = try await register(plan, recording, command)
            try await recording.record(made: made, in: plan.workspace)
            try await desk.close()
            terminal.answer(json(recording, made))
            if !quiet {
                RunText(seen, paths: command.paths).say(
                    terminal,
                    made: made, statement: recording.digest)
            }
        } catch let failure as Failure {
            try? await desk.close()
            terminal.fail(failure)
            keep(recording, terminal)
            return seen.run.end.status == 0 ? 125 : seen.run.end.status
        }
        return seen.run.end.status
    }

    // MARK: Registering

    /// What is to be done with what the command makes, checked before it is run.
    private struct Plan {
        var registration: RegisterVersion?
        var workspace = Workspace.standard
    }

    private func plan() throws -> Plan {
        var plan = Plan()
        plan.workspace = try subject.workspace.map(ParseArgument.workspace) ?? .standard
        guard let register else {
            guard from == nil, data.isEmpty else {
                throw Failure.fault(
                    "no_subject", "`--from` and `--data` are for `--register KIND:NAME`")
            }
            return plan
        }
        guard let name = SubjectName(register) else {
            throw Failure.fault(
                "bad_name",
                "`--register \(register)` must be KIND:NAME, such as `model:income`; a name may be "
                    + SubjectName.rule)
        }
        for path in data where !FileBytes.exists(path) {
            throw Failure.fault("no_such_file", "there is no file or folder `\(path)`")
        }
        plan.registration = try subject.registration(of: name, by: try actor.actor())
        return plan
    }

    private func register(
        _ plan: Plan, _ recording: RunRecording, _ command: ObservedCommand
    ) async throws -> RunRecording.Made? {
        guard let registration = plan.registration else { return nil }
        guard recording.seen.run.end.status == 0 else {
            throw Failure.refused(
                "command_failed",
                "nothing was registered, since the command ended with "
                    + "\(recording.seen.run.end.status)")
        }
        return try await recording.register(
            registration, main: try main(of: recording.seen, command), data: data)
    }

    /// The file or folder that is registered.
    private func main(
        of seen: ObservedCommand.Seen, _ command: ObservedCommand
    ) throws -> String {
        if let from {
            guard seen.run.coverage.missing != nil || command.made(from, in: seen) else {
                throw Failure.refused(
                    "not_made", "the command did not write `\(from)`; `assay register` registers it"
                )
            }
            return from
        }
        switch MadeModels.choose(
            among: seen.run.outputs, workingFolder: Environment.workingFolder)
        {
        case .path(let path): return path
        case .none:
            throw Failure.refused(
                "no_model",
                "none of \(counted(seen.run.outputs.count, "file")) that the command wrote is a "
                    + "model; say which with `--from PATH`")
        case .several(let paths):
            let shown = paths.prefix(5).map { command.paths.text(ObservedPath($0)) }
            throw Failure.refused(
                "several_models",
                "the command made \(paths.count) models, \(shown.inBackticks)"
                    + "\(paths.count > 5 ? " among them" : ""); say which with `--from PATH`")
        }
    }

    // MARK: Answers

    private func json(_ recording: RunRecording, _ made: RunRecording.Made?) -> JSON {
        [
            "digest": .string(recording.digest.description),
            "statement": (try? JSON(parsing: recording.statement)) ?? .null,
            "version": made.map { .string($0.registered.version.name.description) } ?? .null,
        ]
    }

    /// What was seen is not lost when it cannot be recorded.
    private func keep(_ recording: RunRecording, _ terminal: Terminal) {
        guard self.statement == nil else { return }
        let file = "assay-run-\(recording.digest.hex.prefix(12)).json"
        guard (try? FileBytes.write(recording.statement, to: file)) != nil else { return }
        terminal.note("assay: what was seen of the run is in `\(file)`")
    }
}
