import Governance
import Ledger
import Transparency

// What was taken back, and what was said of a subject since.
extension GovernanceProjection {
    static func incident(_ body: JSON, _ order: Int64) -> Row {
        let incident = body["incident"] ?? .null
        return Row(
            table: ReadModel.incidents.rawValue, key: incident["id"]?.stringValue ?? "",
            document: incident,
            fields: [
                "about": [incident["about"]?.stringValue ?? ""],
                Row.workspaceField: (body["workspaces"]?.arrayValue ?? []).compactMap(
                    \.stringValue),
            ], words: [], order: order)
    }

    static func recalled(
        _ body: JSON, _ order: Int64, version: Row?, subject: Row?
    ) -> [RowChange] {
        let recall = body["recall"] ?? .null
        let row = Row(
            table: ReadModel.recalls.rawValue, key: recall["id"]?.stringValue ?? "",
            document: recall,
            fields: [
                "version": [recall["version"]?.stringValue ?? ""],
                "root": [recall["root"]?.stringValue ?? ""],
                "incident": [recall["incident"]?.stringValue ?? ""],
                Row.workspaceField: [(subject?.workspace ?? .standard).name],
            ], words: [], order: order)
        guard let version else { return [.put(row)] }
        let states = (version.document["states"]?.objectValue ?? [:]).mapValues { _ in
            "recalled" as JSON
        }
        var document = version.document.objectValue ?? [:]
        document["recalled"] = recall["id"]
        let changed = versionRow(
            .object(document), SubjectFields(version.document["subject"] ?? .null), version.order,
            states: states)
        return [.put(row), .put(changed)] + SubjectStanding.recalled(recall, subject: subject)
    }

    /// The subject as it is called now; of its versions, the newest is found by it.
    static func described(
        _ body: JSON, reading rows: some RowReading
    ) async throws(Failure) -> [RowChange] {
        let name = body["subject"]?["name"]?.stringValue ?? ""
        guard let subject = try await rows.row(.subjects, name),
            let said = body["subject"]?.objectValue
        else { return [] }
        let newest = subject.document["latest"]?.stringValue ?? ""
        let latest = try await rows.row(.versions, newest)
        let document = (subject.document.objectValue ?? [:]).merging(said) { $1 }
        let fields = SubjectFields(.object(said))
        var changes: [RowChange] = [
            .put(SubjectStanding.row(subject.key, document, fields, subject.order))
        ]
        if let latest {
            changes.append(
                .put(
                    versionRow(
                        latest.document, fields, latest.order,
                        states: latest.document["states"]?.objectValue ?? [:])))
        }
        return changes
    }
}
