import Governance
import Operations
import Testing

@Suite struct ShowOwnAccountTests {
    private func shown(_ story: IdentityStory, _ caller: Caller) async throws
        -> ShowOwnAccount.Shown
    {
        try await story.platform.perform(ShowOwnAccount(by: .authenticated(caller, as: nil)))
    }

    @Test func `one's own sessions are told apart, and those that are over are left out`()
        async throws
    {
        let story = try IdentityStory()
        try await story.add("ann", "viewer", "contributor@health")
        try await story.add("ruth", "viewer")
        _ = try await story.signIn("ann")
        story.test.clock.pass(milliseconds: 3_600_000)
        let elsewhere = try await story.signIn("ann")
        _ = try await story.signIn("ruth")
        story.test.clock.pass(milliseconds: 1_000)
        let here = try await story.signIn("ann")
        let account = try await shown(story, here.caller)
        #expect(account.name == "ann" && account.hasPassword)
        #expect(account.account.grants == here.caller.access.grants)
        #expect(account.sessions.map(\.isCurrent) == [true, false])
        #expect(account.sessions.map(\.expiresAt) == [here.expiresAt, elsewhere.expiresAt])
    }

    @Test func `a service has neither sessions nor a password`() async throws {
        let story = try IdentityStory()
        try await story.add("bot", "contributor", kind: .service)
        let token = try await story.token(for: "bot", by: story.operatorActor)
        let account = try await shown(story, try await story.caller(token.text))
        #expect(account.name == "bot" && !account.hasPassword && account.sessions == [])
    }
}
