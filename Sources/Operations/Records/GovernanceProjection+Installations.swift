import Ledger
import Transparency

extension GovernanceProjection {
    static func installation(_ record: Record, _ order: Int64) -> Row {
        let body = record.body
        func field(_ name: String) -> [String] { body[name]?.stringValue.map { [$0] } ?? [] }
        var members = body.objectValue ?? [:]
        members["at"] = .string(record.at.description)
        members["by"] = .string(record.by)
        return Row(
            table: ReadModel.installations.rawValue,
            key: body["installation"]?.stringValue ?? "", document: .object(members),
            fields: [
                "project": field("project"), "release": field("release"), "file": field("file"),
                "digest": field("digest"), "version": field("version"), "by": [record.by],
                "machine": field("machine"),
                "installer": body["client"]?["installer"]?.stringValue.map { [$0] } ?? [],
                "ci": body["client"]?["ci"]?.boolValue.map { ["\($0)"] } ?? [],
                Row.workspaceField: field("workspace"),
            ], order: order)
    }
}
