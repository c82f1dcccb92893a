import Governance
import Ledger
import Synchronization
import Tracking
import Transparency

/// Tells who is behind a token or a session.
///
/// What it remembers of tokens holds as long as nothing has changed who may do what, which one row
/// tells: what is revoked in a commit is refused from the next request on.
package final class Authenticator: Sendable {
    private let platform: Platform
    private let known = Mutex(KnownTokens())
    private let changeRow = SharedAnswer<Int64, Failure>()

    private struct KnownTokens {
        /// The change of identity after which these were read.
        var change: Int64 = -1
        /// The ledger's when that was the last change; `nil` where it tells none.
        var stamp: Int64?
        var tokens: [String: KnownToken] = [:]
        var thisMachine: Caller?

        /// Forgets what an older change let through.
        mutating func move(to change: Int64) {
            guard change > self.change else { return }
            self.change = change
            tokens.removeAll(keepingCapacity: true)
            thisMachine = nil
        }
    }

    private struct KnownToken {
        let hash: Digest
        let expiresAt: Instant
        let caller: Caller
    }

    private static let tokenCountMax = 10_000
    /// A session that is used is written down so often at most.
    private static let touchMilliseconds: Int64 = 300_000

    package init(on platform: Platform) { self.platform = platform }

    /// - Throws: ``Failure`` `unauthenticated` when it is no token, not one any more, or its
    ///   owner is disabled.
    /// - Complexity: One row at most, when the token is known.
    package func caller(token text: String) async throws(Failure) -> Caller {
        guard let token = TokenText(text) else { throw .unauthenticated }
        let change = try await lastChange()
        let found: KnownToken
        if let token = remembered(token.id, after: change) {
            found = token
        } else {
            found = try await read(token.id)
            remember(found, as: token.id, after: change)
        }
        guard SecretBytes.areEqual(found.hash.bytes, token.hash.bytes),
            platform.now() < found.expiresAt
        else { throw .unauthenticated }
        return found.caller
    }

    private func lastChange() async throws(Failure) -> Int64 {
        let stamp = try stamp()
        if let known = known.withLock({ $0.stamp == stamp && stamp != nil ? $0.change : nil }) {
            return known
        }
        let store = platform.store
        let change = try await changeRow.value { () async throws(Failure) in
            try await store.row(.identityChanges, GovernanceProjection.identityChangeKey)?.order
                ?? 0
        }
        known.withLock { known in
            if change >= known.change { known.move(to: change) }
            // Who asked earlier and comes later has the older stamp: the row is read once more then.
            if change == known.change { known.stamp = stamp }
        }
        return change
    }

    private func stamp() throws(Failure) -> Int64? {
        do { return try platform.store.changeStamp() } catch { throw Failure(error) }
    }

    private func remembered(_ id: String, after change: Int64) -> KnownToken? {
        known.withLock { $0.change == change ? $0.tokens[id] : nil }
    }

    private func remember(_ token: KnownToken, as id: String, after change: Int64) {
        known.withLock { known in
            guard change >= known.change else { return }
            known.move(to: change)
            if known.tokens.count >= Self.tokenCountMax {
                known.tokens.removeAll(keepingCapacity: true)
            }
            known.tokens[id] = token
        }
    }

    /// The service that stands for whoever is on this machine.
    ///
    /// - Throws: ``Failure`` `unauthenticated` when it is not there, or is disabled.
    package func callerOfThisMachine() async throws(Failure) -> Caller {
        let change = try await lastChange()
        if let known = known.withLock({ $0.change == change ? $0.thisMachine : nil }) {
            return known
        }
        guard let account = try await platform.store.account(named: TrustThisMachine.name),
            !account.isDisabled
        else { throw .unauthenticated }
        let caller = Caller(
            id: account.id, name: TrustThisMachine.name, access: Access(account.grants),
            means: .thisMachine)
        known.withLock { known in
            guard change >= known.change else { return }
            known.move(to: change)
            known.thisMachine = caller
        }
        return caller
    }

    private func read(_ id: String) async throws(Failure) -> KnownToken {
        let store = platform.store
        guard let row = try await store.row(.tokens, id), let token = IssuedToken(row),
            token.revokedAt == nil,
            let credential = try await store.row(.credentials, IssueToken.credentialKey(id)),
            let hash = credential.document["sha256"]?.stringValue.flatMap({ Digest($0) }),
            let account = try await store.account(token.principal), !account.isDisabled
        else { throw .unauthenticated }
        let name = try await store.name(of: account.id) ?? account.id.text
        let caller = Caller(
            id: account.id, name: name, access: Access(account.grants, within: token.scope),
            means: .token(id: id))
        return KnownToken(hash: hash, expiresAt: token.expiresAt, caller: caller)
    }

    /// - Throws: ``Failure`` `unauthenticated` when there is no such session, it is over, or its
    ///   owner is disabled.
    package func caller(session secret: String) async throws(Failure) -> (Caller, Session) {
        let key = Session.key(of: secret)
        let store = platform.store
        let now = platform.now()
        guard let row = try await store.row(.sessions, key).flatMap(SessionRow.init),
            !row.isOver(at: now), let account = try await store.account(row.principal),
            !account.isDisabled, let name = try await store.name(of: account.id)
        else { throw .unauthenticated }
        if now.milliseconds - row.usedAt.milliseconds >= Self.touchMilliseconds {
            await touch(key, at: now)
        }
        let caller = Caller(
            id: account.id, name: name, access: Access(account.grants),
            means: .session(id: Session.id(ofKey: key)))
        return (caller, Session(secret: secret, expiresAt: row.expiresAt, caller: caller))
    }

    /// A session that cannot be written down is used all the same, until it was idle for too long.
    private func touch(_ key: String, at now: Instant) async {
        _ = try? await platform.perform { turn in
            guard let row = try await turn.row(.sessions, key).flatMap(SessionRow.init) else {
                return
            }
            try turn.put(row.used(at: now).row(key: key))
        }
    }
}
