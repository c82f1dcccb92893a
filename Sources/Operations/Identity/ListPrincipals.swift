package import Governance
package import Ledger
import Transparency

/// The accounts there are, newest first.
package struct ListPrincipals: Operation {
    package let after: PageCursor?
    package let limit: Int
    package let by: Actor

    package static let permission = Permission.readPeople
    package var object: OperationObject { .platform }

    package init(after: PageCursor? = nil, limit: Int = 50, by: Actor) {
        self.after = after
        self.limit = limit
        self.by = by
    }

    package struct Listed: Sendable, Equatable {
        /// `nil` once it is erased.
        package let name: String?
        package let account: Account
    }

    package struct Page: Sendable {
        package let principals: [Listed]
        package let next: PageCursor?
    }

    package func run(on platform: Platform) async throws -> Page {
        let query = RowQuery(ReadModel.principals.rawValue, after: after, limit: limit)
        let page = try await platform.store.rows(query, in: .all)
        var listed: [Listed] = []
        for account in page.rows.compactMap(Account.init) {
            let name = try await platform.store.name(of: account.id)
            listed.append(Listed(name: name, account: account))
        }
        return Page(principals: listed, next: page.next)
    }
}
