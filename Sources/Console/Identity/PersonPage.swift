import Governance
import Operations

/// One account: what it may do, its tokens, and what an administrator may do about it.
struct PersonPage: View {
    static let template = "person"

    struct Form: Sendable {
        let token: String
        let action: String
        let roles: [RoleChoice]
        /// `ROLE@WORKSPACE`, a space between two.
        let elsewhere: String
        let isDisabled: Bool
        let maySetPassword: Bool
    }

    let person: String
    let id: String
    let kind: String
    let grants: [String]
    let isOff: Bool
    let added: Moment?
    let tokens: [TokenRow]
    let form: Form?
    let problem: String?

    init(_ shown: ShowPrincipal.Shown, for request: ConsoleRequest, problem: String? = nil) {
        let account = shown.listed.account
        person = shown.listed.name ?? "(erased)"
        id = account.id.text
        kind = account.kind.rawValue
        grants = account.grants.sorted().map(\.description)
        isOff = account.isDisabled
        added = request.moment(account.addedAt)
        tokens = shown.tokens.map { TokenRow($0, owner: nil, for: request) }
        let mayManage =
            request.caller.access.workspaces(for: .managePeople) == .all
            && shown.listed.name != nil && account.id != request.caller.id
        form =
            mayManage
            ? Form(
                token: request.csrf, action: Address("people", account.id.text).text,
                roles: RoleChoice.all(given: account.grants),
                elsewhere: account.grants.filter { $0.workspace != nil }.sorted()
                    .map(\.description).joined(separator: " "),
                isDisabled: account.isDisabled,
                maySetPassword: account.kind == .person && !shown.hasPassword) : nil
        self.problem = problem
    }
}
