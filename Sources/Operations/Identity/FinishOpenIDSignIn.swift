import Governance
import Ledger
import OpenIDConnect
import Transparency

/// A person comes back from their identity provider with a code, and is signed in.
package struct FinishOpenIDSignIn: Sendable {
    package let provider: OpenIDProvider
    package let code: String
    package let state: String
    /// Who the provider says it is beside the code (RFC 9207); `nil` if it does not.
    package let issuer: String?
    /// What the browser kept.
    package let pending: PendingSignIn
    package let source: String

    package init(
        provider: OpenIDProvider, code: String, state: String, issuer: String?,
        pending: PendingSignIn, source: String
    ) {
        self.provider = provider
        self.code = code
        self.state = state
        self.issuer = issuer
        self.pending = pending
        self.source = source
    }

    /// - Throws: ``Failure``; what was refused is recorded.
    package func run(on platform: Platform) async throws -> Session {
        let attempt = SignInThrottle.Attempt(name: "", source: source)
        try platform.door.signIns.begin(attempt, at: platform.now())
        do {
            let session = try await finish(on: platform)
            platform.door.signIns.succeed(attempt)
            return session
        } catch let failure as Failure where failure.kind == .refused {
            await platform.recordRefusedSignIn(of: nil, because: failure.code)
            throw failure
        }
    }

    private func finish(on platform: Platform) async throws -> Session {
        guard SecretBytes.areEqual(Array(state.utf8), Array(pending.state.utf8)),
            !pending.isOver(at: platform.now())
        else {
            throw Failure.otherSignIn
        }
        guard issuer == nil || issuer == provider.settings.issuer else {
            throw Failure.refused("other_issuer", "another identity provider sent you back")
        }
        let token = try await provider.token(for: code, by: pending)
        return try await platform.perform { turn in
            try await self.open(token, in: &turn, on: platform)
        }.value
    }

    private func open(
        _ token: IDToken, in turn: inout Turn, on platform: Platform
    ) async throws -> Session {
        let settings = provider.settings
        let grants = settings.grants(of: token.texts(of: settings.groupsClaim))
        let id = try await turn.account(behind: token, on: platform)
        guard let account = try await turn.account(id) else { throw Failure.wrongCredentials }
        let by = token.voucher
        try Failure.translating { () throws(AssignmentRefusal) in
            try Grant.check(grants, of: id, kind: account.kind, by: by.id)
        }
        if account.grants != grants { try await turn.grant(grants, to: id, by: by) }
        let name = try await turn.name(of: id) ?? id.text
        return try await turn.openSession(of: id, named: name, by: .openIDConnect, on: platform)
    }
}

extension Failure {
    package static let otherSignIn = Failure.refused(
        "other_sign_in", "this sign-in did not begin here, or too long ago; begin again")
}

extension IDToken {
    /// The provider, as records name whoever gives the roles.
    fileprivate var voucher: Principal {
        let host = issuer.split(separator: "/").dropFirst().first.map(String.init) ?? issuer
        return Principal(id: .init("openid:" + host.prefix(200)), roles: [], grade: .verified)
    }

    /// The key of the row that ties provider and subject to a pseudonym: the same address from
    /// another provider is somebody else.
    fileprivate var credentialKey: String {
        "openid:" + Digest(of: Array((issuer + "\n" + subject).utf8)).hex
    }

    /// Names to go by, the best first.
    fileprivate var names: [String] {
        let host = issuer.split(separator: "/").dropFirst().first.map(String.init) ?? issuer
        let own = [email, preferredName].compactMap(\.self)
        return (own + own.map { "\($0) (\(host))" } + ["\(subject) (\(host))"])
            .map { $0.replacing(":", with: ";") }
            .filter { (try? AccountName($0)) != nil }
    }
}

extension Turn {
    /// The principal of a token, made at the first sign-in.
    fileprivate mutating func account(
        behind token: IDToken, on platform: Platform
    ) async throws -> Principal.ID {
        let row = try await row(.credentials, token.credentialKey)
        if let known = row?.document["principal"]?.stringValue { return .init(known) }
        let name = try await freeName(of: token, on: platform)
        let principal = try await addAccount(
            named: name, kind: .person, grants: [], by: token.voucher, on: platform)
        try put(
            Row(
                table: ReadModel.credentials.rawValue, key: token.credentialKey,
                document: ["principal": .string(principal.id.text)],
                fields: ["principal": [principal.id.text]]))
        return principal.id
    }

    /// A name that nobody has; one that was only ever said of somebody is theirs if the provider
    /// knows that the address is, so that an author stays the author.
    private func freeName(of token: IDToken, on platform: Platform) async throws -> String {
        for name in token.names {
            guard let known = try await pseudonym(known: name) else { return name }
            let isFree = try await account(known) == nil
            if isFree, token.isEmailVerified, name == token.email { return name }
        }
        throw Failure.refused("name_taken", "all names of your account are taken here already")
    }
}
