import Governance
import Ledger
import Transparency

extension Turn {
    /// Appends a record and what it changes in the read models.
    mutating func record(
        _ kind: RecordKind, _ body: JSON, by principal: Principal
    ) async throws {
        let (record, index) = try append(
            kind: kind.rawValue, body: body, by: principal.id.text, grade: principal.grade.rawValue)
        let reader = self
        let changes = try await Projection.changes(of: record, at: index) { table, key in
            try await reader.row(table, key)
        }
        for change in changes { apply(change) }
    }

    func row(_ table: ReadModel, _ key: String) async throws -> Row? {
        try await rows(RowQuery(table: table.rawValue, key: key)).first
    }
}
