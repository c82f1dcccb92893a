import Adapters
import ArgumentParser
import Followers
import Governance
import Operations
import Tracking
import Transparency

struct ImportMLflowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mlflow",
        abstract: "Bring in what an MLflow server has.",
        discussion: """
            Experiments, runs with their parameters, tags, histories of metrics and data sets, and
            registered models with their versions, aliases and stages. Each version is registered
            with its bytes, when the server gives them out, and looked at; what is elsewhere
            (s3://…) is a pointer. An alias or a stage that a policy guards asks the gate.

            What is here already is left as it is, so that the same may be done again, and goes on
            where it was broken off. Files of runs that are of no version, logged models and traces
            stay where they are.

            EXAMPLES
              assay import mlflow http://mlflow.example:5000
              assay import mlflow https://mlflow.example --token-file token --workspace credit

            EXIT STATUS
              0 all is here   1 some of it was not taken   3 could not be done
            """)

    @Argument(help: "The server's address.")
    var url: String
    @Option(help: "A file with a token, or NAME:PASSWORD, in its first line.")
    var tokenFile: String?
    @Option(help: "Where new experiments and models begin.")
    var workspace: String?
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run(refusalStatus: 3) { terminal in
            try Home.refuseServer(for: "import mlflow")
            let place = try workspace.map(ParseArgument.workspace) ?? .standard
            let by = try actor.actor()
            let credentials = try tokenFile.map { file throws(Failure) in
                try FileBytes.firstLine(of: file)
            }
            let client = try UpstreamClient(address: url, credentials: credentials, setting: "URL")
            let home = try await Home.open(tracking: ArtifactRoot())
            let summary: MLflowImport.Summary
            do {
                summary = try await MLflowImport(
                    platform: home.platform, server: client, workspace: place, by: by,
                    progress: terminal.step()
                ).run()
            } catch {
                await client.close()
                try await home.close()
                throw error
            }
            await client.close()
            try await home.close()
            terminal.answer(summary.json)
            Self.say(summary, terminal)
            if !summary.notes.isEmpty { throw Outcome.no }
        }
    }

    private static func say(_ summary: MLflowImport.Summary, _ terminal: Terminal) {
        for (name, count) in summary.counts {
            terminal.say("\(name.padded(12))\(count.found) there, \(count.new) new here")
        }
        guard !summary.notes.isEmpty else { return }
        terminal.say("not brought in:")
        for note in summary.notes { terminal.say("  \(note)".withoutControls) }
        if summary.otherNoteCount > 0 { terminal.say("  and \(summary.otherNoteCount) more") }
    }
}

extension MLflowImport.Summary {
    fileprivate var counts: [(name: String, count: MLflowImport.Count)] {
        [
            ("experiments", experiments), ("runs", runs), ("models", models),
            ("versions", versions), ("aliases", aliases), ("stages", stages),
        ]
    }

    fileprivate var json: JSON {
        var members: [String: JSON] = [
            "notes": .array(notes.map(JSON.string)), "otherNotes": JSON(otherNoteCount),
        ]
        for (name, count) in counts {
            members[name] = ["found": JSON(count.found), "new": JSON(count.new)]
        }
        return .object(members)
    }
}
