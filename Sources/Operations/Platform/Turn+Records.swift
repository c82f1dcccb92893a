import Governance
import Ledger
import Transparency

extension Turn {
    /// Appends a record and what it changes in the read models.
    mutating func record(
        _ kind: RecordKind, _ body: JSON, by principal: Principal
    ) async throws {
        let appended = try append(
            kind: kind.rawValue, body: body, by: principal.id.text,
            grade: principal.grade.rawValue)
        let changes = try await GovernanceProjection.changes(
            of: appended.record, at: appended.index, reading: self)
        for change in changes { try apply(change) }
    }
}
