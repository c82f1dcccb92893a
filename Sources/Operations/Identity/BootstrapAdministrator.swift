import Governance
import Ledger
package import Transparency

/// Makes the secret by which the first administrator signs in; there is no default password.
///
/// It is for the first start, while nobody administers the platform.
package struct BootstrapAdministrator: Sendable {
    /// Where to keep the secret for its owner's eyes, besides answering with it.
    package let file: String?

    package static let lifeMilliseconds: Int64 = 3_600_000
    static let credentialKey = "bootstrap"
    static let secretByteCount = 32

    package init(file: String?) { self.file = file }

    package struct Bootstrap: Sendable {
        package let secret: String
        package let expiresAt: Instant
    }

    /// - Returns: `nil` when there is an administrator; a secret from before is void otherwise.
    package func run(on platform: Platform) async throws -> Bootstrap? {
        let secret = Hex.encode(platform.random(Self.secretByteCount))
        let expiresAt = Instant(
            milliseconds: platform.now().milliseconds + Self.lifeMilliseconds)
        let isMade = try await platform.perform { turn in
            guard try await !turn.hasAdministrator() else { return false }
            try turn.put(
                Row(
                    table: ReadModel.credentials.rawValue, key: Self.credentialKey,
                    document: [
                        "expiresAt": .string(expiresAt.description),
                        "sha256": .string(Self.hash(secret).description),
                    ]))
            return true
        }.value
        guard isMade else { return nil }
        if let file { try FileBytes.write(Array((secret + "\n").utf8), to: file, isPrivate: true) }
        return Bootstrap(secret: secret, expiresAt: expiresAt)
    }

    static func hash(_ secret: String) -> Digest { Digest(of: Array(secret.utf8)) }
}

/// The first administrator takes the platform over: with the secret of the first start, and a name
/// and password of their own.
package struct FirstSignIn: Sendable {
    package let secret: String
    package let name: String
    package let password: String
    package let source: String

    package init(secret: String, name: String, password: String, source: String) {
        self.secret = secret
        self.name = name
        self.password = password
        self.source = source
    }

    /// - Throws: ``Failure`` `wrong_credentials` when the secret is not that, is over, or there is
    ///   an administrator already.
    package func run(on platform: Platform) async throws -> Session {
        let name = try AccountName(name).text
        let attempt = SignInThrottle.Attempt(name: "", source: source)
        try platform.door.signIns.begin(attempt, at: platform.now())
        guard try await isRight(platform.store, at: platform.now()) else {
            await platform.recordRefusedSignIn(of: nil, because: "wrong_bootstrap")
            throw Failure.wrongCredentials
        }
        let hash = try await platform.hash(password, of: name)
        let session = try await platform.perform { turn in
            guard try await self.isRight(turn, at: platform.now()) else {
                throw Failure.wrongCredentials
            }
            try turn.remove(
                table: ReadModel.credentials.rawValue, key: BootstrapAdministrator.credentialKey)
            let principal = try await turn.addAccount(
                named: name, kind: .person, grants: [Grant(.administrator, in: nil)], by: nil,
                on: platform)
            try await turn.setPassword(hash, of: principal.id, by: principal)
            return try await turn.openSession(
                of: principal.id, named: name, by: .bootstrap, on: platform)
        }.value
        platform.door.signIns.succeed(attempt)
        return session
    }

    private func isRight(_ rows: some RowReading, at now: Instant) async throws(Failure) -> Bool {
        let row = try await rows.row(.credentials, BootstrapAdministrator.credentialKey)
        let kept = row?.document["sha256"]?.stringValue.flatMap { Digest($0) }
        let expiresAt = row?.document["expiresAt"]?.stringValue.flatMap { Instant($0) }
        guard let kept, let expiresAt, now < expiresAt,
            SecretBytes.areEqual(kept.bytes, BootstrapAdministrator.hash(secret).bytes)
        else { return false }
        return try await !rows.hasAdministrator()
    }
}

extension RowReading {
    /// Whether somebody who is not disabled administers the platform.
    func hasAdministrator() async throws(Failure) -> Bool {
        try await !rows(
            .principals, where: ["grant": "administrator", "state": "enabled"], limit: 1
        ).isEmpty
    }
}
