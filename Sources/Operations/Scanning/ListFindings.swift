package import Governance
package import Ledger
package import Transparency

/// Findings that are open, newest first.
package struct ListFindings: Operation {
    package static let fields = ["owner", "rule", "severity", "subject", "version"]

    package let matching: [(field: String, value: String)]
    package let page: PageRequest
    package let by: Actor

    package static let permission = Permission.readInventory
    package var object: OperationObject { .visible }

    package init(
        matching: [(field: String, value: String)] = [], page: PageRequest, by: Actor
    ) {
        self.matching = matching
        self.page = page
        self.by = by
    }

    package struct Listed: Sendable {
        package let findings: [OpenFinding]
        package let next: PageCursor?

        package init(findings: [OpenFinding], next: PageCursor?) {
            self.findings = findings
            self.next = next
        }
    }

    package func run(on platform: Platform) async throws -> Listed {
        var exact: [RowQuery.Match] = []
        for (field, value) in matching {
            guard let stored = try await stored(value, in: field, on: platform) else {
                return Listed(findings: [], next: nil)
            }
            exact.append(.init(field, stored))
        }
        let found = try await platform.store.rows(
            RowQuery(
                ReadModel.findings.rawValue, matching: exact, after: page.after,
                limit: page.limit), in: by.workspaces(for: Self.permission))
        let owners = found.rows.compactMap { $0.document["owner"]?.stringValue }
        let people = try await People(on: platform, ids: owners)
        return Listed(
            findings: found.rows.map { OpenFinding($0.document, people) }, next: found.next)
    }

    /// A person is stored by pseudonym, and subjects and versions by their whole names.
    private func stored(
        _ value: String, in field: String, on platform: Platform
    ) async throws -> String? {
        switch field {
        case "owner":
            try await platform.store.rows(.people, where: ["name": value], limit: 1).first?.key
        case "subject": SubjectName(value)?.description ?? value
        case "version": VersionName(value)?.description ?? value
        default: value
        }
    }
}

/// A finding that nobody has put right, with who is to and by when.
package struct OpenFinding: Sendable {
    /// What the ledger says of it, and the owner's name.
    package let json: JSON

    init(_ document: JSON, _ people: People) {
        var members = document.objectValue ?? [:]
        let owner = document["owner"]?.stringValue ?? ""
        members["ownerName"] = .string(people.name(owner))
        json = .object(members)
    }

    /// `nil` when it is none.
    package init?(json: JSON) {
        guard json["id"]?.stringValue != nil else { return nil }
        self.json = json
    }

    private func text(_ name: String) -> String { json[name]?.stringValue ?? "" }
    package var version: String { text("version") }
    package var path: String { text("path") }
    package var rule: String { text("rule") }
    package var severity: String { text("severity") }
    package var message: String { text("message") }
    package var ownerName: String { text("ownerName") }
    package var raisedAt: Instant? { Instant(text("at")) }
    package var due: Instant? { Instant(text("due")) }
}
