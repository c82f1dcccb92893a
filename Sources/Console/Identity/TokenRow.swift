import Governance
import Operations
import Transparency

/// A token in a list; its secret is nowhere.
struct TokenRow: Sendable {
    struct Revoking: Sendable {
        let revokeAction: String
        let revokeToken: String
    }

    let label: String
    let tokenID: String
    let owner: String?
    let may: String
    let issued: Moment?
    let state: String
    let stateMark: String
    let revoking: Revoking?

    init(_ token: IssuedToken, owner: String?, for request: ConsoleRequest) {
        label = token.label
        tokenID = token.id
        self.owner = owner
        may = token.scope.summary
        issued = request.moment(token.issuedAt)
        let isOver = token.expiresAt <= request.now
        let isOpen = token.revokedAt == nil && !isOver
        state =
            token.revokedAt != nil
            ? "revoked"
            : isOver ? "expired" : "until " + Moment.day(of: token.expiresAt)
        stateMark = isOpen ? "holds" : "gone"
        let isOwn = token.principal == request.caller.id
        let mayRevoke = isOwn || request.caller.access.workspaces(for: .manageTokens) == .all
        revoking =
            isOpen && mayRevoke
            ? Revoking(
                revokeAction: Address("tokens", token.id, "revoke").text,
                revokeToken: request.csrf) : nil
    }
}

extension Access.Scope {
    /// What it allows, in few words.
    fileprivate var summary: String {
        let place: String =
            switch workspaces {
            case .all: ""
            case .only(let names): " in " + Wording.list(names.sorted().map(\.name))
            }
        if permissions.isSuperset(of: Permission.allCases) { return "all its owner may" + place }
        return permissions.sorted().map(\.rawValue).joined(separator: ", ") + place
    }
}
