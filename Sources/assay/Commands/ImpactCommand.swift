import API
import ArgumentParser
import Foundation
import Governance
import Operations
import Transparency

struct ImpactCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "impact",
        abstract: "What comes of it: every data set, model, adapter, release and deployment.",
        discussion: """
            Walks from a version, all versions of a subject, a digest, a file, or what another system
            calls it, along all lineage that was recorded. `--recall` takes back every version that is
            reached, in one incident.

            EXAMPLES
              assay impact dataset:census@2
              assay impact data/census.csv
              assay impact income@3 --upstream
              assay impact "openlineage:postgres://db public.orders"
              assay impact dataset:census@2 --recall --because "consent was withdrawn" \
                --as ruth@example.org:risk-reviewer

            EXIT STATUS
              0 something was found   1 nothing comes of it, or refused   3 could not be told
            """)

    @Argument(help: "A version, a subject, a digest, a file, or another system's name.")
    var of: String
    @Flag(help: "What it comes of, instead of what comes of it.")
    var upstream = false
    @Flag(help: "Recall every version that is reached.")
    var recall = false
    @Option(help: "Why, with --recall.")
    var because: String?
    @Option(help: "How many things are listed.")
    var limit = 100
    @OptionGroup var actor: ActorOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if recall, because == nil { throw ValidationError("--recall needs --because") }
        if recall, upstream { throw ValidationError("--recall goes downstream alone") }
    }

    func run() async throws {
        try await common.run(refusalStatus: 3) { terminal in
            let start = try await Self.start(of)
            let desk = try await Desk.open(seesTracking: true)
            let trace = try await desk.perform(
                TraceLineage(
                    of: start, direction: upstream ? .upstream : .downstream,
                    limit: try ParseArgument.limit(limit), by: .reader))
            let recalled = recall ? try await self.recalled(trace, at: desk) : nil
            try await desk.close()
            var answer = TraceLineage.json(trace).objectValue ?? [:]
            if recall { answer["recall"] = recalled.map(RecallVersions.json) ?? .null }
            terminal.answer(.object(answer))
            ImpactText(trace: trace).say(to: terminal)
            if let recalled {
                terminal.say(
                    "recalled \(counted(recalled.recalls.count, "version")) in incident "
                        + "\(recalled.incident.id)")
            }
            guard trace.count > 0 else { throw Outcome.no }
        }
    }

    /// A file by its digest; anything else as it is.
    private static func start(_ text: String) async throws -> String {
        guard VersionName(text) == nil, LineageReference(text) == nil,
            FileManager.default.fileExists(atPath: text)
        else { return text }
        return try await ArtifactHasher.hash(text).digest.description
    }

    private func recalled(
        _ trace: LineageTrace, at desk: Desk
    ) async throws -> RecallVersions.Recalled? {
        let versions = trace.versions.filter { !$0.isRecalled }.map(\.name)
        guard !versions.isEmpty else { return nil }
        return try await desk.perform(
            RecallVersions(
                versions: versions, about: String(trace.of.prefix(200)), because: because ?? "",
                by: try actor.actor()))
    }
}
