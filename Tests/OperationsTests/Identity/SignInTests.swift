import Governance
import Ledger
import Operations
import Testing
import Transparency

@Suite struct SignInTests {
    @Test func `name and password open a session, which is recorded`() async throws {
        let story = try IdentityStory()
        let ruth = try await story.add("ruth@example.org", "risk-reviewer")
        let session = try await story.signIn("ruth@example.org")
        #expect(session.caller.id == ruth)
        #expect(session.caller.access.allows(.approveVersion, in: .standard))
        let (caller, again) = try await story.authenticator.caller(session: session.secret)
        #expect(caller == session.caller)
        #expect(again.csrf == session.csrf)
        let records = try await story.records(.signedIn)
        #expect(records.map(\.body) == [["means": "password", "principal": .string(ruth.text)]])
        #expect(records.map(\.by) == [ruth.text])
    }

    @Test func `no password, a wrong one, a service and nobody are refused in the same words`()
        async throws
    {
        let story = try IdentityStory()
        try await story.add("ruth", "viewer")
        try await story.add("bot", "contributor", kind: .service)
        let long = String(repeating: "x", count: 2_000)
        for (name, password) in [
            ("ruth", "a horse, a batterx"), ("ruth", ""), ("ruth", long), ("bot", ""),
            ("bot", IdentityStory.password), ("nobody", IdentityStory.password), ("", ""),
        ] {
            let failure = try await story.failure { try await story.signIn(name, password) }
            #expect(failure.code == "wrong_credentials")
            #expect(failure.message == "the name or the password is wrong")
        }
    }

    @Test func `a refused sign-in is recorded without what was typed`() async throws {
        let story = try IdentityStory()
        let ruth = try await story.add("ruth", "viewer")
        _ = try await story.failure { try await story.signIn("ruth", "hunter2 hunter2") }
        _ = try await story.failure { try await story.signIn("Robert'); --", "hunter2 hunter2") }
        let records = try await story.records(.signInRefused)
        #expect(
            records.map(\.body) == [
                ["count": 1, "principal": .string(ruth.text), "reason": "wrong_credentials"],
                ["count": 1, "reason": "wrong_credentials"],
            ])
        #expect(records.map(\.by) == [ruth.text, "unknown"])
    }

    @Test func `many refused sign-ins are one record a minute, with their number`() async throws {
        let story = try IdentityStory()
        for number in 0..<9 {
            _ = try await story.failure {
                try await story.signIn("stranger \(number)", from: "10.0.0.\(number)")
            }
        }
        #expect(try await story.records(.signInRefused).count == 1)
        story.test.clock.pass(milliseconds: 60_000)
        _ = try await story.failure { try await story.signIn("stranger", from: "10.0.1.1") }
        #expect(try await story.records(.signInRefused).map { $0.body["count"] } == [1, 9])
    }

    @Test func `after five guesses the next must wait, and says how long`() async throws {
        let story = try IdentityStory()
        try await story.add("ruth", "viewer")
        for _ in 0..<5 {
            _ = try await story.failure { try await story.signIn("ruth", "wrong password") }
        }
        let early = try await story.failure { try await story.signIn("ruth") }
        #expect(early.code == "too_many_attempts")
        #expect(early.retryAfterSeconds == 1)
        story.test.clock.pass(milliseconds: 1_000)
        #expect(try await story.signIn("ruth").caller.name == "ruth")
        #expect(try await story.signIn("ruth").caller.name == "ruth")
    }

    @Test func `signing out ends the session on the server`() async throws {
        let story = try IdentityStory()
        try await story.add("ruth", "viewer")
        let session = try await story.signIn("ruth")
        let other = try await story.signIn("ruth")
        try await SignOut(secret: session.secret).run(on: story.platform)
        try await SignOut(secret: session.secret).run(on: story.platform)
        let failure = try await story.failure { try await story.caller(session) }
        #expect(failure.code == "unauthenticated")
        #expect(try await story.caller(other).name == "ruth")
    }

    @Test func `each sign-in has its own secret, and the platform keeps none`() async throws {
        let story = try IdentityStory()
        try await story.add("ruth", "viewer")
        let one = try await story.signIn("ruth")
        let two = try await story.signIn("ruth")
        #expect(one.secret != two.secret && one.csrf != two.csrf)
        #expect(one.accepts(csrf: one.csrf))
        #expect(!one.accepts(csrf: two.csrf) && !one.accepts(csrf: ""))
        for table in ReadModel.allCases {
            let rows = try await story.platform.store.rows(table)
            for row in rows {
                let text = row.key + row.document.canonical + row.index.canonical
                #expect(!text.contains(one.secret) && !text.contains(IdentityStory.password))
            }
        }
    }

    @Test func `a person has twenty sessions, and the oldest end first`() async throws {
        let story = try IdentityStory()
        try await story.add("ruth", "viewer")
        var sessions: [Session] = []
        for _ in 0..<22 {
            story.test.clock.pass(milliseconds: 1_000)
            sessions.append(try await story.signIn("ruth"))
        }
        for (index, session) in sessions.enumerated() {
            let caller = try? await story.caller(session)
            #expect((caller != nil) == (index >= 2), "session \(index)")
        }
    }
}
