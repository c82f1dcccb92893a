package import Governance
package import Ledger
import SupplyChain
import Transparency

/// Who took which file of which package, newest first.
package struct ListInstallations: Operation {
    /// The exact fields there are.
    package static let fields = [
        "project", "release", "file", "digest", "version", "by", "machine", "installer", "ci",
        "workspace",
    ]

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
        package let installations: [Installation]
        package let next: PageCursor?

        package init(installations: [Installation], next: PageCursor?) {
            self.installations = installations
            self.next = next
        }
    }

    package func run(on platform: Platform) async throws -> Listed {
        var exact: [RowQuery.Match] = []
        for (field, value) in matching {
            guard Self.fields.contains(field) else {
                throw Failure.fault(
                    "unknown_field",
                    "installations have no field `\(field)`; there are \(Self.fields.inBackticks)")
            }
            guard let stored = try await stored(value, in: field, on: platform) else {
                return Listed(installations: [], next: nil)
            }
            exact.append(.init(field, stored))
        }
        let found = try await platform.store.rows(
            RowQuery(
                ReadModel.installations.rawValue, matching: exact, after: page.after,
                limit: page.limit), in: by.workspaces(for: Self.permission))
        let names = found.rows.flatMap { row in
            ["by", "machine"].compactMap { row.document[$0]?.stringValue }
        }
        let people = try await People(on: platform, ids: names)
        return Listed(
            installations: found.rows.map { Installation($0.document, people) },
            next: found.next)
    }

    /// People and machines are stored by pseudonym, projects and releases in their normal form.
    private func stored(
        _ value: String, in field: String, on platform: Platform
    ) async throws -> String? {
        switch field {
        case "by", "machine":
            try await platform.store.rows(.people, where: ["name": value], limit: 1).first?.key
        case "project": PackageName(value)?.text ?? value
        case "release": PythonVersion(value)?.description ?? value
        case "version": VersionName(value)?.description ?? value
        default: value
        }
    }
}
