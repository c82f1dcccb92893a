import ArgumentParser
import Governance
import Operations
import Transparency

struct IntakePackagesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "packages",
        abstract: "Take in a folder of wheels and source distributions.",
        discussion: """
            Each file becomes a version of `package:PROJECT`, looked into and judged for `use`. What may
            be used, `assay serve` gives out at /pypi/simple/.

            EXAMPLES
              pip download --dest wheels -r requirements.txt
              assay intake packages wheels
              pip install --index-url http://127.0.0.1:8420/pypi/simple/ requests

            EXIT STATUS
              0 all may be used   1 some may not   3 some could not be taken in
            """)

    @Argument(help: "The folder.")
    var folder: String
    @Option(help: "Where the packages go (default: the workspace `default`).")
    var workspace: String?
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run(refusalStatus: 3) { terminal in
            let files = try PackageFolder(folder).files.filter { $0.name != nil }
            guard !files.isEmpty else {
                throw Failure.fault(
                    "no_packages",
                    "`\(folder)` has no wheel (.whl) and no source distribution (.tar.gz, .zip)")
            }
            let desk = try await Desk.open()
            try desk.refuseRemote("intake packages", "run it where the server's home is")
            guard case .home(let home) = desk else { return }
            var results: [Result] = []
            for file in files {
                let result = try await take(file, on: home.platform)
                say(result, terminal)
                results.append(result)
            }
            try await desk.close()
            try finish(results, terminal)
        }
    }

    /// What became of a file.
    private struct Result {
        let path: String
        var version: String?
        var isNew = false
        /// Why it may not be used.
        var refusal: String?
        /// Why it was not taken in.
        var failure: String?

        var json: JSON {
            [
                "failure": failure.map { .string($0) } ?? .null, "isNew": .bool(isNew),
                "path": .string(path), "refusal": refusal.map { .string($0) } ?? .null,
                "version": version.map { .string($0) } ?? .null,
            ]
        }
    }

    private func take(_ file: PackageFolder.File, on platform: Platform) async throws -> Result {
        var result = Result(path: file.path)
        guard let name = file.name else { return result }
        let actor = try self.actor.actor()
        do {
            try file.check()
            let taken = try await platform.perform(
                TakeInPackage(
                    name: name, source: try file.source(),
                    workspace: try workspace.map(ParseArgument.workspace) ?? .standard, by: actor))
            result.version = taken.file.version.description
            result.isNew = taken.isNew
            try await platform.perform(AdmitVersion(version: taken.file.version, by: actor))
        } catch let failure as Failure where result.version != nil && failure.kind == .refused {
            result.refusal = failure.message
        } catch let failure as Failure where failure.code == "bad_package" {
            result.failure = failure.message
        }
        return result
    }

    private func say(_ result: Result, _ terminal: Terminal) {
        if let failure = result.failure {
            return terminal.say("\(terminal.styled("not taken", .red))  \(failure)".withoutControls)
        }
        let word =
            result.refusal == nil
            ? terminal.styled("may be used", .green) : terminal.styled("may not  ", .yellow)
        let again = result.isNew ? "" : "  (was there already)"
        terminal.say("\(word)  \(result.path)  \(result.version ?? "")\(again)".withoutControls)
        if let refusal = result.refusal {
            terminal.say(terminal.styled("             \(refusal)".withoutControls, .dim))
        }
    }

    private func finish(_ results: [Result], _ terminal: Terminal) throws {
        terminal.answer(["files": .array(results.map(\.json))])
        let taken = results.count { $0.version != nil }
        let usable = results.count { $0.version != nil && $0.refusal == nil }
        terminal.say("\(counted(taken, "file")) taken in, \(usable) may be used")
        if taken < results.count { throw Outcome.couldNot }
        if usable < taken { throw Outcome.no }
    }
}
