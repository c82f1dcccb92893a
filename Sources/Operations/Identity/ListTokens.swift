package import Governance
package import Ledger
import Transparency

/// Everybody's tokens, newest first, without their secrets.
package struct ListTokens: Operation {
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

    package struct Page: Sendable {
        package let tokens: [IssuedToken]
        package let next: PageCursor?
    }

    package func run(on platform: Platform) async throws -> Page {
        let query = RowQuery(ReadModel.tokens.rawValue, after: after, limit: limit)
        return Page(try await platform.store.rows(query, in: .all))
    }
}

/// The caller's own tokens, newest first.
package struct ListOwnTokens: Operation {
    package let after: PageCursor?
    package let limit: Int
    package let by: Actor

    package static let permission = Permission.useOwnAccount
    package var object: OperationObject { .ownAccount }

    package init(after: PageCursor? = nil, limit: Int = 50, by: Actor) {
        self.after = after
        self.limit = limit
        self.by = by
    }

    package func run(on platform: Platform) async throws -> ListTokens.Page {
        let own: Principal.ID? =
            switch by {
            case .claimed(let claim): try await platform.store.pseudonym(known: claim.name)
            case .authenticated(let caller, _): caller.id
            }
        let query = RowQuery(
            ReadModel.tokens.rawValue, matching: [.init("principal", own?.text ?? "")],
            after: after, limit: limit)
        return ListTokens.Page(try await platform.store.rows(query, in: .all))
    }
}

extension ListTokens.Page {
    init(_ page: RowPage) {
        tokens = page.rows.compactMap(IssuedToken.init)
        next = page.next
    }
}
