import Governance
import Ledger
import Transparency

extension GovernanceProjection {
    /// The version's newest scan, and the findings that came and went.
    static func scanned(
        _ body: JSON, _ order: Int64, version: Row?, known: Row?
    ) -> [RowChange] {
        let raised = body["raised"]?.arrayValue ?? []
        let resolved = (body["resolved"]?.arrayValue ?? []).compactMap(\.stringValue)
        let gone = Set(resolved)
        let before = (known?.document["open"]?.arrayValue ?? []).compactMap(\.stringValue)
        let open =
            before.filter { !gone.contains($0) } + raised.compactMap { $0["id"]?.stringValue }
        let name = body["version"]?.stringValue ?? ""
        let workspace = (version?.workspace ?? .standard).name
        var members = body.objectValue ?? [:]
        members["raised"] = nil
        members["resolved"] = nil
        members["open"] = .array(open.map { .string($0) })
        let scan = Row(
            table: ReadModel.scans.rawValue, key: name, document: .object(members),
            fields: [
                "outcome": [body["outcome"]?.stringValue ?? ""], Row.workspaceField: [workspace],
            ], order: order)
        return [.put(scan)]
            + raised.map { .put(finding($0, of: name, workspace, order)) }
            + resolved.map { .remove(table: ReadModel.findings.rawValue, key: $0) }
    }

    private static func finding(
        _ finding: JSON, of version: String, _ workspace: String, _ order: Int64
    ) -> Row {
        var members = finding.objectValue ?? [:]
        members["version"] = .string(version)
        func field(_ name: String) -> [String] { [finding[name]?.stringValue ?? ""] }
        return Row(
            table: ReadModel.findings.rawValue, key: finding["id"]?.stringValue ?? "",
            document: .object(members),
            fields: [
                "version": [version], "owner": field("owner"), "rule": field("rule"),
                "severity": field("severity"),
                "subject": [version.split(separator: "@").first.map(String.init) ?? ""],
                "due": field("due").map { String($0.prefix(10)) },
                Row.workspaceField: [workspace],
            ], order: order)
    }
}
