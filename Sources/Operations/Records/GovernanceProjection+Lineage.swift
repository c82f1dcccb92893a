import Governance
import Ledger
import Transparency

// What was made of what.
extension GovernanceProjection {
    /// An activity's row, with what was told of it before.
    static func lineage(
        _ body: JSON, _ order: Int64, reading rows: some RowReading
    ) async throws(Failure) -> [RowChange] {
        guard let activity = body["activity"].flatMap(LineageActivity.init(json:)) else {
            return []
        }
        let workspace = body["workspace"]?.stringValue.flatMap { Workspace($0) } ?? .standard
        let key = LineageRow.key(workspace, activity.kind.rawValue, activity.id)
        var document: [String: JSON] = ["name": .string(activity.name)]
        document["statement"] = activity.statement.map { .string($0.description) }
        var row =
            try await rows.row(.lineage, key).flatMap(LineageRow.init)
            ?? LineageRow(
                activity: activity.id, kind: activity.kind, workspace: workspace, document: document
            )
        row.add(inputs: activity.inputs, outputs: activity.outputs)
        return row.changes(order)
    }

    /// That a version is made of its parts.
    static func composed(_ body: JSON, _ order: Int64) -> [RowChange] {
        guard let version = body["version"]?["name"]?.stringValue,
            let output = LineageReference(version)
        else { return [] }
        let parts = (body["version"]?["parts"]?.arrayValue ?? []).compactMap(Part.init(json:))
        let workspace =
            body["subject"]?["workspace"]?.stringValue.flatMap { Workspace($0) } ?? .standard
        let folders = (body["artifacts"]?.arrayValue ?? []).compactMap(Artifact.init(json:))
            .filter(\.isFolder).map(\.part.digest.description)
        var row = LineageRow(
            activity: version, kind: .registration, workspace: workspace,
            document: [
                "name": .string(version), "folders": .array(Set(folders).sorted().map(JSON.string)),
            ])
        row.add(inputs: parts.map { LineageReference($0.digest) }, outputs: [output])
        return row.changes(order)
    }
}
