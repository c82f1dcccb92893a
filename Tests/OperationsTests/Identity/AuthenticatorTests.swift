import Governance
import Ledger
import Operations
import Testing
import Transparency

@Suite struct AuthenticatorTests {
    @Test func `a token speaks for its owner, within its scope`() async throws {
        let story = try IdentityStory()
        let bot = try await story.add("bot", "contributor", kind: .service)
        let bank = try #require(Workspace("bank"))
        let token = try await story.token(
            for: "bot", by: story.operatorActor, permissions: [.readInventory],
            workspaces: [bank])
        let caller = try await story.caller(token.text)
        #expect(caller.id == bot)
        #expect(caller.means == .token(id: token.id))
        #expect(caller.access.workspaces(for: .readInventory) == .only([bank]))
        #expect(caller.access.workspaces(for: .registerVersion).isEmpty)
        #expect(token.text.hasPrefix("assay_\(token.id)."))
    }

    @Test func `what is not exactly the token is refused`() async throws {
        let story = try IdentityStory()
        try await story.add("bot", "contributor", kind: .service)
        let text = try await story.token(for: "bot", by: story.operatorActor).text
        let last = text.hasSuffix("0") ? "1" : "0"
        for wrong in [
            "", "assay", "assay_", String(text.dropLast()), text + "0", text.dropLast() + last,
            text.uppercased(), " " + text, text + "\n", text.replacing("assay", with: "other"),
            "assay_0000000000000000" + text.dropFirst(22), text.replacing(".", with: "_"),
        ] {
            let failure = try await story.failure { try await story.caller(String(wrong)) }
            #expect(failure.code == "unauthenticated", "\(wrong)")
            #expect(!failure.message.contains("assay_"))
        }
        #expect(try await story.caller(text).name == "bot")
    }

    @Test func `a revoked token, a disabled owner and new roles count from the next request`()
        async throws
    {
        let story = try IdentityStory()
        try await story.add("bot", "contributor", kind: .service)
        let one = try await story.token(for: "bot", by: story.operatorActor)
        let two = try await story.token(for: "bot", by: story.operatorActor)
        for _ in 0..<2 { #expect(try await story.caller(one.text).name == "bot") }
        try await story.platform.perform(RevokeToken(id: one.id, by: story.operatorActor))
        await #expect(throws: Failure.self) { try await story.caller(one.text) }
        #expect(try await story.caller(two.text).access.allows(.registerVersion, in: .standard))
        try await story.platform.perform(
            GrantRoles(name: "bot", grants: [Grant(.viewer, in: nil)], by: story.operatorActor))
        #expect(try await !story.caller(two.text).access.allows(.registerVersion, in: .standard))
        try await story.platform.perform(
            DisablePrincipal(name: "bot", by: story.operatorActor))
        await #expect(throws: Failure.self) { try await story.caller(two.text) }
        try await story.platform.perform(EnablePrincipal(name: "bot", by: story.operatorActor))
        #expect(try await story.caller(two.text).name == "bot")
    }

    @Test func `what one server revokes, another refuses`() async throws {
        let story = try IdentityStory()
        try await story.add("bot", "contributor", kind: .service)
        let token = try await story.token(for: "bot", by: story.operatorActor)
        let other = Authenticator(on: story.platform)
        #expect(try await other.caller(token: token.text).name == "bot")
        try await story.platform.perform(RevokeToken(id: token.id, by: story.operatorActor))
        await #expect(throws: Failure.self) { try await other.caller(token: token.text) }
    }

    @Test func `a token ends when it said it would, remembered or not`() async throws {
        let story = try IdentityStory()
        try await story.add("bot", "contributor", kind: .service)
        let token = try await story.token(for: "bot", by: story.operatorActor, days: 1)
        story.test.clock.pass(milliseconds: 86_399_999)
        #expect(try await story.caller(token.text).name == "bot")
        story.test.clock.pass(milliseconds: 1)
        await #expect(throws: Failure.self) { try await story.caller(token.text) }
    }

    @Test func `a session ends after an hour without a request`() async throws {
        let story = try IdentityStory()
        try await story.add("ruth", "viewer")
        let session = try await story.signIn("ruth")
        for _ in 0..<4 {
            story.test.clock.pass(milliseconds: Session.idleMilliseconds - 1_000)
            #expect(try await story.caller(session).name == "ruth")
        }
        story.test.clock.pass(milliseconds: Session.idleMilliseconds)
        await #expect(throws: Failure.self) { try await story.caller(session) }
    }

    @Test func `a session ends after twelve hours, however busy`() async throws {
        let story = try IdentityStory()
        try await story.add("ruth", "viewer")
        let session = try await story.signIn("ruth")
        let step = Session.absoluteMilliseconds / 24
        for _ in 1..<24 {
            story.test.clock.pass(milliseconds: step)
            #expect(try await story.caller(session).name == "ruth")
        }
        story.test.clock.pass(milliseconds: step)
        await #expect(throws: Failure.self) { try await story.caller(session) }
    }

    @Test func `a disabled person's sessions are over, and stay so`() async throws {
        let story = try IdentityStory()
        try await story.add("ruth", "viewer")
        let session = try await story.signIn("ruth")
        try await story.platform.perform(
            DisablePrincipal(name: "ruth", by: story.operatorActor))
        await #expect(throws: Failure.self) { try await story.caller(session) }
        let failure = try await story.failure { try await story.signIn("ruth") }
        #expect(failure.code == "wrong_credentials")
        try await story.platform.perform(EnablePrincipal(name: "ruth", by: story.operatorActor))
        await #expect(throws: Failure.self) { try await story.caller(session) }
    }

    @Test func `a session that cannot be written down is used all the same`() async throws {
        let store = FaultyStore()
        let story = IdentityStory(try TestPlatform(store: store, isRandom: true))
        try await story.add("ruth", "viewer")
        let session = try await story.signIn("ruth")
        story.test.clock.pass(milliseconds: 600_000)
        store.failNext(.full)
        #expect(try await story.caller(session).name == "ruth")
    }
}
