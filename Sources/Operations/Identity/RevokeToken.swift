package import Governance
import Ledger
import Transparency

/// A token is worth nothing from the next request on.
package struct RevokeToken: Operation {
    package let id: String
    package let by: Actor

    package static let permission = Permission.useOwnAccount
    package var object: OperationObject { .ownAccount }

    package init(id: String, by: Actor) {
        self.id = id
        self.by = by
    }

    package func run(on platform: Platform) async throws {
        _ = try await platform.perform { turn in
            guard let token = try await turn.row(.tokens, self.id).flatMap(IssuedToken.init),
                self.mayRevoke(token)
            else { throw Failure.fault("unknown_token", "you have no token `\(self.id)`") }
            guard token.revokedAt == nil else { return }
            let by = try await turn.principal(self.by, in: .standard, on: platform)
            try await turn.revokeToken(self.id, by: by)
        }
    }

    /// One's own, or with the permission to manage all.
    private func mayRevoke(_ token: IssuedToken) -> Bool {
        switch by {
        case .claimed: true
        case .authenticated(let caller, _):
            caller.id == token.principal
                || caller.access.workspaces(for: .manageTokens) == .all
        }
    }
}
