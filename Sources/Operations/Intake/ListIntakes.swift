package import Governance
package import Ledger

/// Lists what came in from elsewhere, newest first, where the caller may see it.
package struct ListIntakes: Operation {
    /// The exact fields there are.
    package static let fields = [
        "source", "project", "revision", "ref", "version", "base", "workspace",
    ]

    package let matching: [(field: String, value: String)]
    /// Beginnings of words of the project's name.
    package let text: String?
    package let after: PageCursor?
    package let limit: Int
    package let by: Actor

    package static let permission = Permission.readArtifact
    package var object: OperationObject { .visible }

    package init(
        matching: [(field: String, value: String)], text: String? = nil,
        after: PageCursor? = nil, limit: Int = 100, by: Actor
    ) {
        self.matching = matching
        self.text = text
        self.after = after
        self.limit = limit
        self.by = by
    }

    package struct Listed: Sendable {
        package let intakes: [Intake]
        package let next: PageCursor?
    }

    package func run(on platform: Platform) async throws -> Listed {
        for (field, _) in matching where !Self.fields.contains(field) {
            throw Failure.fault(
                "unknown_field",
                "intakes have no field `\(field)`; there are \(Self.fields.inBackticks)")
        }
        let page = try await platform.store.rows(
            RowQuery(
                ReadModel.intakes.rawValue, matching: matching.map { .init($0.field, $0.value) },
                words: text.map(SearchWords.split) ?? [], after: after, limit: limit),
            in: by.workspaces(for: Self.permission))
        return Listed(
            intakes: page.rows.compactMap { Intake(json: $0.document) }, next: page.next)
    }
}
