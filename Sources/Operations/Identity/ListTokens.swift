package import Governance
package import Ledger
import Transparency

/// Everybody's tokens, newest first, without their secrets.
package struct ListTokens: Operation {
    package let page: PageRequest
    package let by: Actor

    package static let permission = Permission.readPeople
    package var object: OperationObject { .platform }

    package init(_ page: PageRequest = PageRequest(), by: Actor) {
        self.page = page
        self.by = by
    }

    package struct Page: Sendable {
        package let tokens: [IssuedToken]
        /// The names of those whom they speak for.
        package let owners: People
        package let next: PageCursor?

        package init(
            tokens: [IssuedToken], owners: People = People(names: [:]), next: PageCursor?
        ) {
            self.tokens = tokens
            self.owners = owners
            self.next = next
        }
    }

    package func run(on platform: Platform) async throws -> Page {
        try await platform.tokens(page)
    }
}

/// The caller's own tokens, newest first.
package struct ListOwnTokens: Operation {
    package let page: PageRequest
    package let by: Actor

    package static let permission = Permission.useOwnAccount
    package var object: OperationObject { .ownAccount }

    package init(_ page: PageRequest = PageRequest(), by: Actor) {
        self.page = page
        self.by = by
    }

    package func run(on platform: Platform) async throws -> ListTokens.Page {
        let own: Principal.ID? =
            switch by {
            case .claimed(let claim): try await platform.store.pseudonym(known: claim.name)
            case .authenticated(let caller, _): caller.id
            }
        return try await platform.tokens(page, matching: [.init("principal", own?.text ?? "")])
    }
}

extension Platform {
    fileprivate func tokens(
        _ page: PageRequest, matching: [RowQuery.Match] = []
    ) async throws -> ListTokens.Page {
        let query = RowQuery(
            ReadModel.tokens.rawValue, matching: matching, after: page.after, limit: page.limit)
        let found = try await store.rows(query, in: .all)
        let tokens = found.rows.compactMap(IssuedToken.init)
        return ListTokens.Page(
            tokens: tokens, owners: try await People(on: self, ids: tokens.map(\.principal.text)),
            next: found.next)
    }
}
