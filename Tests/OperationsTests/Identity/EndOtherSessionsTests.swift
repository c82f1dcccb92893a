import Governance
import Operations
import Testing

@Suite struct EndOtherSessionsTests {
    @Test func `a person ends their other sessions and keeps this one`() async throws {
        let story = try IdentityStory()
        try await story.add("ann", "viewer")
        try await story.add("ruth", "viewer")
        let ruth = try await story.signIn("ruth")
        let here = try await story.signIn("ann")
        let elsewhere = [try await story.signIn("ann"), try await story.signIn("ann")]
        let actor = Actor.authenticated(here.caller, as: nil)
        #expect(try await story.platform.perform(EndOtherSessions(by: actor)) == 2)
        for session in elsewhere {
            let failure = try await story.failure { try await story.caller(session) }
            #expect(failure.code == "unauthenticated")
        }
        #expect(try await story.caller(here).name == "ann")
        #expect(try await story.caller(ruth).name == "ruth")
        #expect(try await story.platform.perform(EndOtherSessions(by: actor)) == 0)
    }

    @Test func `a token ends no session`() async throws {
        let story = try IdentityStory()
        try await story.add("ann", "viewer")
        let session = try await story.signIn("ann")
        let token = try await story.token(by: .authenticated(session.caller, as: nil))
        let caller = try await story.caller(token.text)
        let failure = try await story.failure {
            try await story.platform.perform(
                EndOtherSessions(by: .authenticated(caller, as: nil)))
        }
        #expect(failure.code == "not_signed_in")
        #expect(try await story.caller(session).name == "ann")
    }
}
