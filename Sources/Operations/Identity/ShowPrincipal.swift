package import Governance
import Ledger

/// One account with its name and its newest tokens.
package struct ShowPrincipal: Operation {
    package let id: Principal.ID
    package let by: Actor

    package static let permission = Permission.readPeople
    package var object: OperationObject { .platform }

    package init(id: Principal.ID, by: Actor) {
        self.id = id
        self.by = by
    }

    package struct Shown: Sendable {
        package let listed: ListPrincipals.Listed
        package let tokens: [IssuedToken]
        /// Whether somebody has set a password for it.
        package let hasPassword: Bool

        package init(listed: ListPrincipals.Listed, tokens: [IssuedToken], hasPassword: Bool) {
            self.listed = listed
            self.tokens = tokens
            self.hasPassword = hasPassword
        }
    }

    package func run(on platform: Platform) async throws -> Shown {
        guard let account = try await platform.store.account(id) else {
            throw Failure.fault("unknown_principal", "there is no account `\(id.text)`")
        }
        let tokens = try await platform.store.rows(
            .tokens, where: ["principal": id.text], limit: 50)
        return Shown(
            listed: .init(name: try await platform.store.name(of: id), account: account),
            tokens: tokens.compactMap(IssuedToken.init),
            hasPassword: try await platform.store.passwordHash(of: id) != nil)
    }
}
