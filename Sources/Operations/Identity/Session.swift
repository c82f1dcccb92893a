import Crypto
import Governance
import Ledger
package import Transparency

/// Somebody signed in, from here until it ends.
package struct Session: Sendable {
    /// What the browser sends back; the platform keeps its hash alone.
    package let secret: String
    /// What a form sends back besides, which another site cannot know.
    package let csrf: String
    package let expiresAt: Instant
    package let caller: Caller

    /// Without a request for so long, a session is over.
    package static let idleMilliseconds: Int64 = 3_600_000
    /// However busy, it ends after so long.
    package static let absoluteMilliseconds: Int64 = 12 * 3_600_000
    static let secretByteCount = 32
    /// How many sessions a person has at once; the oldest end first.
    static let countMax = 20

    init(secret: String, expiresAt: Instant, caller: Caller) {
        self.secret = secret
        csrf = Self.csrf(of: secret)
        self.expiresAt = expiresAt
        self.caller = caller
    }

    /// Whether a form came from a page of this session.
    package func accepts(csrf text: String) -> Bool {
        SecretBytes.areEqual(Array(text.utf8), Array(csrf.utf8))
    }

    /// Made from the secret, so that it need not be kept.
    private static func csrf(of secret: String) -> String {
        let key = SymmetricKey(data: Array(secret.utf8))
        return Hex.encode(
            HMAC<SHA256>.authenticationCode(for: Array("assay csrf".utf8), using: key))
    }

    /// The key of its row.
    static func key(of secret: String) -> String { Digest(of: Array(secret.utf8)).hex }
    /// What records and logs may call it.
    static func id(ofKey key: String) -> String { String(key.prefix(16)) }
}

/// What is kept of a session.
struct SessionRow: Sendable {
    let principal: Principal.ID
    let createdAt: Instant
    let usedAt: Instant
    let expiresAt: Instant

    init(principal: Principal.ID, createdAt: Instant, usedAt: Instant, expiresAt: Instant) {
        self.principal = principal
        self.createdAt = createdAt
        self.usedAt = usedAt
        self.expiresAt = expiresAt
    }

    init?(_ row: Row) {
        guard let principal = row.document["principal"]?.stringValue,
            let createdAt = row.document["createdAt"]?.stringValue.flatMap({ Instant($0) }),
            let usedAt = row.document["usedAt"]?.stringValue.flatMap({ Instant($0) }),
            let expiresAt = row.document["expiresAt"]?.stringValue.flatMap({ Instant($0) })
        else { return nil }
        self.init(
            principal: .init(principal), createdAt: createdAt, usedAt: usedAt,
            expiresAt: expiresAt)
    }

    func row(key: String) -> Row {
        Row(
            table: ReadModel.sessions.rawValue, key: key,
            document: [
                "createdAt": .string(createdAt.description),
                "expiresAt": .string(expiresAt.description),
                "principal": .string(principal.text), "usedAt": .string(usedAt.description),
            ], fields: ["principal": [principal.text]], order: max(0, createdAt.milliseconds))
    }

    func isOver(at now: Instant) -> Bool {
        expiresAt <= now || now.milliseconds - usedAt.milliseconds >= Session.idleMilliseconds
    }

    /// The same, used now.
    func used(at now: Instant) -> SessionRow {
        SessionRow(
            principal: principal, createdAt: createdAt, usedAt: now, expiresAt: expiresAt)
    }
}

extension Turn {
    /// Begins a session of a principal under a new secret, and records the sign-in.
    ///
    /// - Throws: A refusal when the account has been disabled meanwhile.
    mutating func openSession(
        of id: Principal.ID, named name: String, by means: SignInMeans, on platform: Platform
    ) async throws -> Session {
        guard let account = try await account(id), !account.isDisabled else {
            throw Failure.wrongCredentials
        }
        let now = platform.now()
        try await endOldSessions(of: id, at: now)
        let secret = Hex.encode(platform.random(Session.secretByteCount))
        let key = Session.key(of: secret)
        let expiresAt = Instant(
            milliseconds: now.milliseconds + Session.absoluteMilliseconds)
        let row = SessionRow(principal: id, createdAt: now, usedAt: now, expiresAt: expiresAt)
        try put(row.row(key: key))
        let caller = Caller(
            id: id, name: name, access: Access(account.grants),
            means: .session(id: Session.id(ofKey: key)))
        try await record(
            .signedIn, ["means": .string(means.rawValue), "principal": .string(id.text)],
            by: Principal(id: id, roles: [], grade: .verified))
        return Session(secret: secret, expiresAt: expiresAt, caller: caller)
    }

    mutating func endSessions(of id: Principal.ID) async throws {
        for row in try await rows(.sessions, where: ["principal": id.text]) {
            try remove(table: row.table, key: row.key)
        }
    }

    /// Ends what is over, and the oldest beyond ``Session/countMax``.
    private mutating func endOldSessions(of id: Principal.ID, at now: Instant) async throws {
        var count = 1
        for row in try await rows(.sessions, where: ["principal": id.text]) {
            count += 1
            let isOver = SessionRow(row)?.isOver(at: now) ?? true
            if isOver || count > Session.countMax { try remove(table: row.table, key: row.key) }
        }
    }
}
