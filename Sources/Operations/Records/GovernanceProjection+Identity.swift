import Governance
import Ledger
import Transparency

// Principals and tokens: what the records say of them, and no name or secret.
extension GovernanceProjection {
    /// The key of the one row that every change of who may do what changes.
    static let identityChangeKey = "latest"

    static func principalAdded(_ record: Record, _ order: Int64) -> [RowChange] {
        guard let id = record.body["principal"]?.stringValue,
            let kind = record.body["kind"]?.stringValue
        else { return [] }
        let document: JSON = [
            "addedAt": .string(record.at.description), "disabled": false, "grants": [],
            "kind": .string(kind),
        ]
        return [.put(principalRow(id, document, order)), identityChanged(order)]
    }

    static func principalChanged(
        _ record: Record, _ order: Int64, reading rows: some RowReading,
        _ change: (inout [String: JSON]) -> Void
    ) async throws(Failure) -> [RowChange] {
        let id = record.body["principal"]?.stringValue ?? ""
        guard let row = try await rows.row(.principals, id),
            case .object(var members) = row.document
        else { return [] }
        change(&members)
        return [.put(principalRow(id, .object(members), row.order)), identityChanged(order)]
    }

    private static func principalRow(_ id: String, _ document: JSON, _ order: Int64) -> Row {
        let grants = (document["grants"]?.arrayValue ?? []).compactMap(Grant.init(json:))
        return Row(
            table: ReadModel.principals.rawValue, key: id, document: document,
            fields: [
                "kind": [document["kind"]?.stringValue ?? ""],
                "role": grants.map(\.role.rawValue), "grant": grants.map(\.description),
                "state": [document["disabled"] == true ? "disabled" : "enabled"],
            ], words: [], order: order)
    }

    static func tokenIssued(_ record: Record, _ order: Int64) -> [RowChange] {
        guard let id = record.body["token"]?.stringValue,
            case .object(var members) = record.body
        else { return [] }
        members["token"] = nil
        members["issuedAt"] = .string(record.at.description)
        members["revokedAt"] = .null
        return [.put(tokenRow(id, .object(members), order)), identityChanged(order)]
    }

    static func tokenRevoked(
        _ record: Record, _ order: Int64, reading rows: some RowReading
    ) async throws(Failure) -> [RowChange] {
        let id = record.body["token"]?.stringValue ?? ""
        guard let row = try await rows.row(.tokens, id), case .object(var members) = row.document
        else { return [] }
        members["revokedAt"] = .string(record.at.description)
        return [.put(tokenRow(id, .object(members), row.order)), identityChanged(order)]
    }

    private static func tokenRow(_ id: String, _ document: JSON, _ order: Int64) -> Row {
        Row(
            table: ReadModel.tokens.rawValue, key: id, document: document,
            fields: [
                "principal": [document["principal"]?.stringValue ?? ""],
                "state": [document["revokedAt"] == .null ? "issued" : "revoked"],
            ], words: [], order: order)
    }

    /// INVARIANT: whatever changes who may do what changes this row, in the same commit, so that
    /// ``Authenticator`` need only look here to know that what it remembers still holds.
    private static func identityChanged(_ order: Int64) -> RowChange {
        .put(
            Row(
                table: ReadModel.identityChanges.rawValue, key: identityChangeKey, document: [:],
                order: order))
    }
}
