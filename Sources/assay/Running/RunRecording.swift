import Governance
import Observation
import Operations
import Transparency

/// Keeps what was seen of a command: its statement and lineage, and what it made as a version.
struct RunRecording {
    let desk: Desk
    let actor: Actor
    let seen: ObservedCommand.Seen
    /// In canonical JSON.
    let statement: [UInt8]
    let said: RunStatement
    let digest: Digest

    init(desk: Desk, actor: Actor, seen: ObservedCommand.Seen, said: RunStatement) {
        self.desk = desk
        self.actor = actor
        self.seen = seen
        self.said = said
        statement = said.canonicalBytes
        digest = Digest(of: statement)
    }

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
                predicate: said.summary(statement: digest),
                lookedAt: .roles([command.subject.kind.mainRole]),
                expiresAt: nil, by: actor))
        return Made(registered: registered, scanned: scanned)
    }

    /// On one's own machine Assay itself saw it; a server takes a client's word.
    private var grade: Grade {
        if case .home = desk { .observed } else { .declared }
    }

    func record(made: Made?, in workspace: Workspace) async throws {
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
                activity: activity, in: workspace, statement: statement, by: actor))
    }
}
