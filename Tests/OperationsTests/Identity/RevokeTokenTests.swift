import Governance
import Ledger
import Operations
import Testing
import Transparency

@Suite struct RevokeTokenTests {
    @Test func `one revokes one's own, and another's only who manages all`() async throws {
        let story = try IdentityStory()
        try await story.add("ann", "contributor")
        try await story.add("eve", "contributor")
        let ann = try await story.signedIn("ann")
        let eve = try await story.signedIn("eve")
        let token = try await story.token(by: ann)
        let foreign = try await story.failure {
            try await story.platform.perform(RevokeToken(id: token.id, by: eve))
        }
        let absent = try await story.failure {
            try await story.platform.perform(RevokeToken(id: "0000000000000000", by: eve))
        }
        #expect(foreign.code == absent.code)
        #expect(try await story.caller(token.text).name == "ann")
        try await story.platform.perform(RevokeToken(id: token.id, by: ann))
        try await story.platform.perform(RevokeToken(id: token.id, by: ann))
        #expect(try await story.records(.tokenRevoked).count == 1)
        let second = try await story.token(by: ann)
        try await story.platform.perform(
            RevokeToken(id: second.id, by: .signed("root", "administrator")))
        await #expect(throws: Failure.self) { try await story.caller(second.text) }
    }

    @Test func `tokens are listed without their secrets, to who may see them`() async throws {
        let story = try IdentityStory()
        try await story.add("ann", "contributor")
        try await story.add("eve", "contributor")
        let ann = try await story.signedIn("ann")
        let token = try await story.token(by: ann)
        _ = try await story.token(by: story.signedIn("eve"))
        try await story.platform.perform(RevokeToken(id: token.id, by: ann))
        let own = try await story.platform.perform(ListOwnTokens(by: ann)).tokens
        #expect(own.map(\.id) == [token.id])
        #expect(own.first?.revokedAt != nil)
        let all = try await story.platform.perform(ListTokens(by: .signed("au", "auditor"))).tokens
        #expect(all.count == 2)
        let failure = try await story.failure {
            try await story.platform.perform(ListTokens(by: ann))
        }
        #expect(failure.code == "not_allowed")
    }
}
