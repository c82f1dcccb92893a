import Governance
import Ledger
import Operations
import Testing
import Transparency

/// A platform with one administrator, and what is done at its door.
struct IdentityStory {
    let test: TestPlatform
    let authenticator: Authenticator
    /// Whoever has the home's files.
    let operatorActor = Actor.claimed(.somebody)
    static let password = "a horse, a battery"

    var platform: Platform { test.platform }

    init(_ test: TestPlatform) {
        self.test = test
        authenticator = Authenticator(on: test.platform)
    }

    init() throws { self.init(try TestPlatform(isRandom: true)) }

    @discardableResult
    func add(
        _ name: String, _ grants: String..., kind: PrincipalKind = .person, by actor: Actor? = nil
    ) async throws -> Principal.ID {
        let grants = Set(grants.compactMap { Grant($0) })
        let id = try await platform.perform(
            AddPrincipal(name: name, kind: kind, grants: grants, by: actor ?? operatorActor))
        if kind == .person, actor == nil {
            try await platform.perform(
                SetPassword(name: name, password: Self.password, by: operatorActor))
        }
        return id
    }

    func signIn(
        _ name: String, _ password: String = Self.password, from source: String = "192.0.2.1"
    ) async throws -> Session {
        try await SignIn(name: name, password: password, source: source).run(on: platform)
    }

    /// Somebody who is signed in, as the server passes them on.
    func signedIn(_ name: String) async throws -> Actor {
        .authenticated(try await signIn(name).caller, as: nil)
    }

    func token(
        for name: String? = nil, by actor: Actor, permissions: Set<Permission>? = nil,
        workspaces: Set<Workspace>? = nil, days: Int = 30
    ) async throws -> IssueToken.Issued {
        try await platform.perform(
            IssueToken(
                for: name, label: "ci", permissions: permissions, workspaces: workspaces,
                expiresAt: test.clock.value.adding(days: days), by: actor))
    }

    func caller(_ token: String) async throws -> Caller {
        try await authenticator.caller(token: token)
    }

    func caller(_ session: Session) async throws -> Caller {
        try await authenticator.caller(session: session.secret).0
    }

    func failure(_ work: () async throws -> some Sendable) async throws -> Failure {
        try await test.failure(work)
    }

    /// The bodies of the records of a kind, oldest first.
    func records(_ kind: RecordKind) async throws -> [Record] {
        let size = try await test.recordCount()
        return try await platform.store.records(in: 0..<size).map { try Record(parsing: $0) }
            .filter { $0.kind == kind.rawValue }
    }
}
