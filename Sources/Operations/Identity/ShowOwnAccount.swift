package import Governance
import Ledger
package import Transparency

/// The caller's own account: what it may do, and where it is signed in.
package struct ShowOwnAccount: Operation {
    package let by: Actor

    package static let permission = Permission.useOwnAccount
    package var object: OperationObject { .ownAccount }

    package init(by: Actor) { self.by = by }

    package struct OpenSession: Sendable, Equatable {
        package let createdAt: Instant
        /// To five minutes.
        package let usedAt: Instant
        package let expiresAt: Instant
        /// Whether it is the one that asks.
        package let isCurrent: Bool
    }

    package struct Shown: Sendable {
        package let name: String
        package let account: Account
        package let hasPassword: Bool
        /// Newest first.
        package let sessions: [OpenSession]
    }

    package func run(on platform: Platform) async throws -> Shown {
        guard case .authenticated(let caller, _) = by,
            let account = try await platform.store.account(caller.id)
        else { throw Failure.unauthenticated }
        let now = platform.now()
        let rows = try await platform.store.rows(.sessions, where: ["principal": caller.id.text])
        let sessions = rows.compactMap { row -> OpenSession? in
            guard let session = SessionRow(row), !session.isOver(at: now) else { return nil }
            return OpenSession(
                createdAt: session.createdAt, usedAt: session.usedAt,
                expiresAt: session.expiresAt,
                isCurrent: caller.means == .session(id: Session.id(ofKey: row.key)))
        }
        return Shown(
            name: caller.name, account: account,
            hasPassword: try await platform.store.passwordHash(of: caller.id) != nil,
            sessions: sessions.sorted { $0.createdAt > $1.createdAt })
    }
}
