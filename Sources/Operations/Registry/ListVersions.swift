package import Governance
package import Ledger

/// Finds versions by exact fields and by the beginnings of words.
package struct ListVersions: Operation {
    /// The exact fields there are.
    package static let fields = [
        "kind", "name", "risk", "owner", "author", "state", "environment", "digest", "root",
        "workspace",
    ]

    package let matching: [(field: String, value: String)]
    package let text: String?
    package let after: PageCursor?
    package let limit: Int
    package let by: Actor

    package static let permission = Permission.readInventory
    package var object: OperationObject { .visible }

    package init(
        matching: [(field: String, value: String)], text: String?, after: PageCursor? = nil,
        limit: Int = 50, by: Actor
    ) {
        self.matching = matching
        self.text = text
        self.after = after
        self.limit = limit
        self.by = by
    }

    package func run(on platform: Platform) async throws -> RowPage {
        var exact: [RowQuery.Match] = []
        for (field, value) in matching {
            guard Self.fields.contains(field) else {
                throw Failure.fault(
                    "unknown_field",
                    "versions have no field `\(field)`; there are \(Self.fields.inBackticks)")
            }
            guard let stored = try await stored(value, in: field, on: platform) else {
                return .empty
            }
            exact.append(.init(field, stored))
        }
        return try await platform.store.rows(
            RowQuery(
                ReadModel.versions.rawValue, matching: exact,
                words: text.map(SearchWords.split) ?? [], after: after, limit: limit),
            in: by.workspaces(for: Self.permission))
    }

    /// A person is stored by pseudonym, so a name is looked up first.
    private func stored(
        _ value: String, in field: String, on platform: Platform
    ) async throws -> String? {
        switch field {
        case "owner", "author":
            return try await platform.store.rows(.people, where: ["name": value], limit: 1).first?
                .key
        case "name":
            return SubjectName(value)?.description ?? value
        default:
            return value
        }
    }
}
