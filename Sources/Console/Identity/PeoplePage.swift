import Governance
import Ledger
import Operations

/// The accounts there are, and a form for another.
struct PeoplePage: View {
    static let template = "people"

    struct Item: Sendable {
        let person: String
        let personHref: String
        let kind: String
        let grants: [String]
        let isDisabled: Bool
        let added: Moment?
    }

    struct Form: Sendable {
        let token: String
        let roles: [RoleChoice]
    }

    let items: [Item]
    let nextHref: String?
    let form: Form?
    let problem: String?

    init(
        _ page: ListPrincipals.Page, for request: ConsoleRequest, problem: String? = nil
    ) {
        items = page.principals.map { listed in
            Item(
                person: listed.name ?? "(erased)",
                personHref: Address("people", listed.account.id.text).text,
                kind: listed.account.kind.rawValue,
                grants: listed.account.grants.sorted().map(\.description),
                isDisabled: listed.account.isDisabled,
                added: request.moment(listed.account.addedAt))
        }
        nextHref = page.next.map { Address("people").asking(["after": $0.description]) }
        let mayAdd = request.caller.access.workspaces(for: .managePeople) == .all
        form = mayAdd ? Form(token: request.csrf, roles: RoleChoice.all()) : nil
        self.problem = problem
    }
}
