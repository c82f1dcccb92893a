import Governance
import Observation
import Operations
import Transparency

/// Keeps what was seen of a command: its statement and lineage, and what it made as a version.
struct RunRecording {
    let desk: Desk
    let actor: Actor
    let seen: ObservedCommand.Seen
    let statement: JSON

    /// What was registered, and what was found in it.
    struct Made {
        let registered: RegisterVersion.Registered
        let scanned: RecordScan.Scanned
    }

    /// Registers `main` with `data` as the data it was trained on.
    func register(
        _ command: RegisterVersion, main: String, data: [String]
    ) async throws -> Made {
        var command = command
        command.parts = [
            try await HashedPart.hash(
                role: command.subject.kind.mainRole, path: main, looksInside: true)
        ]
        for path in data {
            command.parts.append(
                try await HashedPart.hash(role: .trainingData, path: path, looksInside: true))
        }
        let registered = try await desk.perform(command)
        let scanned = try await desk.perform(
            RecordScan(
                version: registered.version.name, parts: command.parts.map(\.scanned), by: actor))
        _ = try await desk.perform(
            AddEvidence(
                version: registered.version.name, kind: .lineage, grade: grade,
                predicate: summary, lookedAt: .roles([command.subject.kind.mainRole]),
                expiresAt: nil, by: actor))
        return Made(registered: registered, scanned: scanned)
    }

    /// On one's own machine Assay itself saw it; a server takes a client's word.
    private var grade: Grade {
        if case .home = desk { .observed } else { .declared }
    }

    private var digest: Digest { Digest(of: statement.canonicalBytes) }

    /// What policies may ask of a run; the statement has all of it.
    private var summary: JSON {
        let details = statement["predicate"]?["runDetails"]?["metadata"]
        let internals = statement["predicate"]?["buildDefinition"]?["internalParameters"]
        return [
            "run": .string(seen.run.id), "statement": .string(digest.description),
            "command": .array(seen.run.arguments.map(JSON.string)),
            "coverage": details?["assay_coverage"] ?? .null,
            "end": details?["assay_end"] ?? .null, "git": internals?["git"] ?? .null,
            "seeds": internals?["seeds"] ?? .null, "machine": internals?["machine"] ?? .null,
        ]
    }

    /// - Returns: The statement's digest.
    func record(made: Made?, in workspace: Workspace) async throws -> Digest {
        let version = made?.registered.version
        let role = version?.name.subject.kind.mainRole
        let main = version?.composition.parts.filter { $0.role == role } ?? []
        let references =
            main.map { LineageReference($0.digest) }
            + (version.map { [LineageReference($0.name)] } ?? [])
        let activity = RunLineage(seen.run, inputs: seen.inputs, outputs: seen.outputs)
            .activity(made: references, statement: digest)
        _ = try await desk.perform(
            RecordLineage(
                activity: activity, in: workspace, statement: statement.canonicalBytes, by: actor))
        return digest
    }
}
