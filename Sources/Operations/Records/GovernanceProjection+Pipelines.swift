import Ledger
import Transparency

extension GovernanceProjection {
    /// Which bytes DVC means by an MD5, in the workspace that handed them in.
    static func pipelineFile(_ body: JSON, _ order: Int64) -> Row {
        func text(_ name: String) -> String { body[name]?.stringValue ?? "" }
        return Row(
            table: ReadModel.pipelineFiles.rawValue,
            key: text("md5").isEmpty ? "" : "\(text("md5")) \(text("workspace"))",
            document: body,
            fields: [
                "md5": [text("md5")], "digest": [text("digest")],
                Row.workspaceField: [text("workspace")],
            ], order: order)
    }
}
