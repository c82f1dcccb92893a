import Governance
import Ledger
import OpenIDConnect
import Operations
import Testing
import Transparency

@Suite struct FinishOpenIDSignInTests {
    private let story: IdentityStory
    private let test = TestProvider()
    private let provider: OpenIDProvider

    init() throws {
        story = try IdentityStory()
        provider = try test.provider(
            on: story.test,
            grants: [
                "reviewers": [Grant(.riskReviewer, in: nil)], "staff": [Grant(.viewer, in: nil)],
                "ops": [Grant(.administrator, in: nil)],
            ])
    }

    private func begin() async throws -> BeginOpenIDSignIn.Begun {
        try await BeginOpenIDSignIn(provider: provider).run(on: story.platform)
    }

    private func finish(
        _ pending: PendingSignIn, state: String? = nil, issuer: String? = nil
    ) async throws -> Session {
        try await FinishOpenIDSignIn(
            provider: provider, code: "code", state: state ?? pending.state, issuer: issuer,
            pending: pending, source: "192.0.2.1"
        ).run(on: story.platform)
    }

    private func signIn(
        _ subject: String, email: String? = "ruth@example.org", isVerified: Bool = true,
        groups: [String] = ["staff"]
    ) async throws -> Session {
        let pending = try await begin().pending
        test.vouch([
            "email": email.map(JSON.string) ?? .null, "email_verified": .bool(isVerified),
            "groups": .array(groups.map(JSON.string)), "nonce": .string(pending.nonce),
            "sub": .string(subject),
        ])
        return try await finish(pending)
    }

    @Test func `groups give the grants that the configuration says, and no others`() async throws {
        let session = try await signIn("1", groups: ["staff", "reviewers", "strangers"])
        #expect(session.caller.name == "ruth@example.org")
        #expect(
            session.caller.access.grants
                == [Grant(.viewer, in: nil), Grant(.riskReviewer, in: nil)])
        let again = try await signIn("1", groups: ["staff"])
        #expect(again.caller.id == session.caller.id)
        #expect(again.caller.access.grants == [Grant(.viewer, in: nil)])
        #expect(try await story.caller(session).access.grants == [Grant(.viewer, in: nil)])
        #expect(
            try await story.records(.signedIn).map { $0.body["means"] } == [
                "openid_connect", "openid_connect",
            ])
        #expect(
            try await story.records(.rolesGranted).allSatisfy {
                $0.by == "openid:login.example.org"
            })
    }

    @Test func `the code is traded with the verifier, which the browser's address never had`()
        async throws
    {
        let begun = try await begin()
        #expect(begun.address.contains("code_challenge_method=S256"))
        #expect(begun.address.contains("state=\(begun.pending.state)"))
        #expect(!begun.address.contains(begun.pending.verifier))
        #expect(PendingSignIn(begun.pending.text) == begun.pending)
        test.vouch(["nonce": .string(begun.pending.nonce), "sub": "1"])
        _ = try await finish(begun.pending)
        let traded = try #require(test.requests.first { $0.method == "POST" })
        #expect(
            String(decoding: traded.body, as: UTF8.self)
                .contains("code_verifier=\(begun.pending.verifier)"))
        #expect(traded.headers["Authorization"]?.hasPrefix("Basic ") == true)
    }

    @Test func `another state, an old sign-in or another issuer asks the provider nothing`()
        async throws
    {
        let pending = try await begin().pending
        let other = try await begin().pending
        let count = test.requests.count
        let wrong = try await story.failure { try await finish(pending, state: other.state) }
        let mixed = try await story.failure {
            try await finish(pending, issuer: "https://evil.example")
        }
        story.test.clock.pass(milliseconds: PendingSignIn.lifeMilliseconds)
        let late = try await story.failure { try await finish(pending) }
        #expect(
            [wrong, mixed, late].map(\.code) == ["other_sign_in", "other_issuer", "other_sign_in"])
        #expect(test.requests.count == count)
        #expect(try await story.records(.signInRefused).count == 3)
    }

    @Test func `a token of another sign-in lets nobody in`() async throws {
        let pending = try await begin().pending
        test.vouch(["nonce": "replayed", "sub": "1"])
        let failure = try await story.failure { try await finish(pending) }
        #expect(failure.code == "bad_id_token")
        #expect(failure.kind == .refused)
        #expect(try await story.records(.principalAdded).isEmpty)
    }

    @Test func `the same address of another subject is somebody else`() async throws {
        let one = try await signIn("1")
        let two = try await signIn("2")
        #expect(one.caller.id != two.caller.id)
        #expect(two.caller.name == "ruth@example.org (login.example.org)")
    }

    @Test func `an account with a password is not taken over by an address`() async throws {
        let ruth = try await story.add("ruth@example.org", "administrator")
        let session = try await signIn("1")
        #expect(session.caller.id != ruth)
        #expect(session.caller.access.grants == [Grant(.viewer, in: nil)])
    }

    @Test func `an author stays the author, once the provider knows their address`() async throws {
        let income = try IncomeStory(story.test)
        let author = try await income.register().version.author
        let claimed = try await signIn("1", email: "tom@example.org", isVerified: false)
        #expect(claimed.caller.id != author)
        let known = try await signIn("2", email: "tom@example.org")
        #expect(known.caller.id == author)
    }

    @Test func `who runs the platform is not made an approver by groups`() async throws {
        let failure = try await story.failure {
            try await signIn("1", groups: ["ops", "reviewers"])
        }
        #expect(failure.code == "kept_apart")
        #expect(try await story.records(.principalAdded).isEmpty)
    }

    @Test func `a disabled person is not let in by their provider`() async throws {
        _ = try await signIn("1")
        try await story.platform.perform(
            DisablePrincipal(name: "ruth@example.org", by: story.operatorActor))
        let failure = try await story.failure { try await signIn("1") }
        #expect(failure.code == "wrong_credentials")
    }

    @Test func `new keys are fetched when a token is under one, and not more than once a minute`()
        async throws
    {
        _ = try await signIn("1")
        test.renameKey(to: "two")
        let early = try await story.failure { try await signIn("1") }
        #expect(early.code == "bad_id_token")
        story.test.clock.pass(milliseconds: 60_000)
        #expect(try await signIn("1").caller.name == "ruth@example.org")
        #expect(test.requests.filter { $0.address.hasSuffix("/keys") }.count == 2)
        #expect(test.requests.filter { $0.address.hasSuffix("configuration") }.count == 1)
    }

    @Test func `a provider that does not answer is a fault, and no refusal`() async throws {
        test.goDown()
        let failure = try await story.failure { try await begin() }
        #expect(failure.kind == .fault)
        #expect(failure.code == "provider_unreachable")
        test.goDown(false)
        #expect(try await signIn("1").caller.name == "ruth@example.org")
    }

    @Test func `an erased person who comes back is somebody new`() async throws {
        let before = try await signIn("1")
        try await story.platform.perform(
            ErasePerson(name: "ruth@example.org", by: story.operatorActor))
        let after = try await signIn("1")
        #expect(after.caller.id != before.caller.id)
    }
}
