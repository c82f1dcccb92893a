import Governance
import Ledger
import Operations
import Testing
import Transparency

@Suite struct DisablePrincipalTests {
    @Test func `nobody disables their own account`() async throws {
        let story = try IdentityStory()
        try await story.add("root", "administrator")
        let root = try await story.signedIn("root")
        let failure = try await story.failure {
            try await story.platform.perform(DisablePrincipal(name: "root", by: root))
        }
        #expect(failure.code == "own_account")
    }

    @Test func `disabling and enabling are recorded once each`() async throws {
        let story = try IdentityStory()
        try await story.add("ann", "viewer")
        for _ in 0..<2 {
            try await story.platform.perform(
                DisablePrincipal(name: "ann", by: story.operatorActor))
        }
        for _ in 0..<2 {
            try await story.platform.perform(
                EnablePrincipal(name: "ann", by: story.operatorActor))
        }
        #expect(try await story.records(.principalDisabled).count == 1)
        #expect(try await story.records(.principalEnabled).count == 1)
    }
}
