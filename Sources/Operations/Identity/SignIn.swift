import Governance
import Ledger
import Transparency

/// How somebody signed in.
package enum SignInMeans: String, Sendable {
    case password
    /// The secret of the first start.
    case bootstrap
    case openIDConnect = "openid_connect"
}

/// A person signs in with name and password.
package struct SignIn: Sendable {
    package let name: String
    package let password: String
    /// The address that the request came from.
    package let source: String

    package init(name: String, password: String, source: String) {
        self.name = name
        self.password = password
        self.source = source
    }

    /// - Throws: ``Failure`` `wrong_credentials` whatever is wrong, after the same work, or
    ///   `too_many_attempts`.
    package func run(on platform: Platform) async throws -> Session {
        let attempt = SignInThrottle.Attempt(name: name, source: source)
        let account = try await platform.store.account(named: name)
        do {
            try platform.door.signIns.begin(attempt, at: platform.now())
        } catch {
            await platform.recordRefusedSignIn(of: account?.id, because: error.code)
            throw error
        }
        let kept = try await kept(of: account, on: platform)
        let isRight = try await platform.door.passwords.verify(password, against: kept)
        guard isRight, let account, !account.isDisabled else {
            let reason = isRight ? "disabled" : "wrong_credentials"
            await platform.recordRefusedSignIn(of: account?.id, because: reason)
            throw Failure.wrongCredentials
        }
        let session = try await platform.perform { turn in
            try await turn.openSession(
                of: account.id, named: name, by: .password, on: platform)
        }.value
        platform.door.signIns.succeed(attempt)
        return session
    }

    private func kept(of account: Account?, on platform: Platform) async throws -> PasswordHash? {
        guard let account, account.kind == .person,
            password.utf8.count <= PasswordRule.byteCountMax
        else { return nil }
        return try await platform.store.passwordHash(of: account.id)
    }
}

/// A session ends on the server, so that its secret is worth nothing any more.
package struct SignOut: Sendable {
    package let secret: String

    package init(secret: String) { self.secret = secret }

    package func run(on platform: Platform) async throws {
        let key = Session.key(of: secret)
        guard try await platform.store.row(.sessions, key) != nil else { return }
        _ = try await platform.perform { turn in
            try turn.remove(table: ReadModel.sessions.rawValue, key: key)
        }
    }
}
