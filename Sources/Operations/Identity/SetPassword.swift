package import Governance
import Ledger
import Transparency

/// Gives a person a first password; from then on it is the person's own to change.
///
/// Whoever has the home's files may set it anew, for somebody who forgot.
package struct SetPassword: Operation {
    package let name: String
    package let password: String
    package let by: Actor

    package static let permission = Permission.managePeople
    package var object: OperationObject { .platform }

    package init(name: String, password: String, by: Actor) {
        self.name = name
        self.password = password
        self.by = by
    }

    package func run(on platform: Platform) async throws {
        let hash = try await platform.hash(password, of: name)
        _ = try await platform.perform { turn in
            let account = try await turn.requiredAccount(named: self.name)
            guard account.kind == .person else {
                throw Failure.refused(
                    "service_password", "`\(self.name)` is a service: it has tokens and no password"
                )
            }
            let isSet = try await turn.passwordHash(of: account.id) != nil
            if case .authenticated = self.by, isSet {
                throw Failure.refused(
                    "password_is_set",
                    "`\(self.name)` has a password, which only they change; with the server's own "
                        + "files an operator can set it anew")
            }
            let by = try await turn.principal(self.by, in: .standard, on: platform)
            try await turn.setPassword(hash, of: account.id, by: by)
        }
    }
}

/// A person who is signed in changes their password; all their sessions end.
package struct ChangePassword: Operation {
    package let old: String
    package let new: String
    /// Where the request came from.
    package let source: String
    package let by: Actor

    package static let permission = Permission.useOwnAccount
    package var object: OperationObject { .ownAccount }

    package init(old: String, new: String, source: String, by: Actor) {
        self.old = old
        self.new = new
        self.source = source
        self.by = by
    }

    package func run(on platform: Platform) async throws {
        guard case .authenticated(let caller, _) = by, case .session = caller.means else {
            throw Failure.refused("not_signed_in", "a password is changed by who is signed in")
        }
        let attempt = SignInThrottle.Attempt(name: caller.name, source: source)
        try platform.door.signIns.begin(attempt, at: platform.now())
        let kept = try await platform.store.passwordHash(of: caller.id)
        guard try await platform.door.passwords.verify(old, against: kept) else {
            throw Failure.refused("wrong_password", "the old password is not that")
        }
        platform.door.signIns.succeed(attempt)
        let hash = try await platform.hash(new, of: caller.name)
        _ = try await platform.perform { turn in
            let by = try await turn.principal(self.by, in: .standard, on: platform)
            guard try await turn.passwordHash(of: caller.id) == kept else {
                throw Failure.refused("wrong_password", "the password was changed meanwhile")
            }
            try await turn.setPassword(hash, of: caller.id, by: by)
        }
    }
}

extension Platform {
    /// What is kept of a new password.
    ///
    /// - Throws: A refusal when ``PasswordRule`` does not take it.
    func hash(_ password: String, of name: String) async throws(Failure) -> PasswordHash {
        try Failure.translating { () throws(PasswordRefusal) in
            try PasswordRule.check(password, of: name)
        }
        return try await door.passwords.hash(password, salt: random(PasswordHash.saltByteCount))
    }
}
