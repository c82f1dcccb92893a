import Governance
import Ledger
import Transparency

extension Turn {
    /// Beyond, a folder is known by its own digest alone.
    private static let contentsCountMax = 5_000

    /// Records which files a folder consists of, so that lineage leads from each of them to whatever
    /// the folder is part of.
    mutating func recordContents(
        of part: HashedPart, in workspace: Workspace, by actor: Actor, on platform: Platform
    ) async throws {
        guard let manifest = part.manifest,
            (1...Self.contentsCountMax).contains(manifest.entries.count)
        else { return }
        let activity = LineageActivity(
            id: part.digest.description, kind: .contents, name: part.name,
            inputs: manifest.entries.map { LineageReference($0.digest) },
            outputs: [LineageReference(part.digest)])
        _ = try await RecordLineage(activity: activity, in: workspace, by: actor)
            .record(in: &self, on: platform)
    }
}
