import Governance
import Ledger
import Transparency

extension GovernanceProjection {
    /// Where a version came from; the newest row of a project and a ref is what the ref points to.
    static func intake(_ body: JSON, _ order: Int64) -> Row {
        func field(_ name: String) -> [String] { body[name]?.stringValue.map { [$0] } ?? [] }
        let bases = (body["facts"]?["baseModels"]?.arrayValue ?? []).compactMap(\.stringValue)
        let tensors = (body["facts"]?["tensors"]?.arrayValue ?? []).compactMap(\.stringValue)
        return Row(
            table: ReadModel.intakes.rawValue, key: IntakeKey(body).text, document: body,
            fields: [
                "source": field("source"), "project": field("project"),
                "revision": field("revision"), "ref": field("ref"), "version": field("version"),
                "base": Array(bases.prefix(100)), "tensor": Array(tensors.prefix(100)),
                Row.workspaceField: field("workspace"),
            ], words: SearchWords.split(body["project"]?.stringValue ?? ""), order: order)
    }
}

/// Under which an intake's row is kept: a revision of a project, by the name it was asked for.
struct IntakeKey: Hashable {
    let text: String

    init(_ body: JSON) {
        guard body["project"]?.stringValue != nil else {
            text = ""
            return
        }
        text = ["source", "project", "revision", "ref", "workspace"]
            .map { body[$0]?.stringValue ?? "" }.joined(separator: " ")
    }
}
