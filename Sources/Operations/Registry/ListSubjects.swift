package import Governance
package import Ledger

/// Governed things by where they stand, newest version first.
package struct ListSubjects: Operation {
    /// The exact fields there are.
    package static let fields = ["kind", "risk", "state", "released", "documented", "owner"]

    package let matching: [(field: String, value: String)]
    package let after: PageCursor?
    package let limit: Int
    package let by: Actor

    package static let permission = Permission.readInventory
    package var object: OperationObject { .visible }

    package init(
        matching: [(field: String, value: String)], after: PageCursor? = nil, limit: Int = 50,
        by: Actor
    ) {
        self.matching = matching
        self.after = after
        self.limit = limit
        self.by = by
    }

    package func run(on platform: Platform) async throws -> RowPage {
        if let (field, _) = matching.first(where: { !Self.fields.contains($0.field) }) {
            throw Failure.fault(
                "unknown_field",
                "subjects have no field `\(field)`; there are \(Self.fields.inBackticks)")
        }
        return try await platform.store.rows(
            RowQuery(
                ReadModel.subjects.rawValue,
                matching: matching.map { .init($0.field, $0.value) }, after: after,
                limit: limit),
            in: by.workspaces(for: Self.permission))
    }
}
