package import Governance
package import Ledger
import Transparency

/// The accounts there are, newest first.
package struct ListPrincipals: Operation {
    package let page: PageRequest
    package let by: Actor

    package static let permission = Permission.readPeople
    package var object: OperationObject { .platform }

    package init(_ page: PageRequest = PageRequest(), by: Actor) {
        self.page = page
        self.by = by
    }

    package struct Listed: Sendable, Equatable {
        /// `nil` once it is erased.
        package let name: String?
        package let account: Account

        package init(name: String?, account: Account) {
            self.name = name
            self.account = account
        }
    }

    package struct Page: Sendable {
        package let principals: [Listed]
        package let next: PageCursor?

        package init(principals: [Listed], next: PageCursor?) {
            self.principals = principals
            self.next = next
        }
    }

    package func run(on platform: Platform) async throws -> Page {
        let query = RowQuery(ReadModel.principals.rawValue, after: page.after, limit: page.limit)
        let found = try await platform.store.rows(query, in: .all)
        var listed: [Listed] = []
        for account in found.rows.compactMap(Account.init) {
            let name = try await platform.store.name(of: account.id)
            listed.append(Listed(name: name, account: account))
        }
        return Page(principals: listed, next: found.next)
    }
}
