import Governance
import Ledger
import Operations
import Testing
import Transparency

@Suite struct GrantRolesTests {
    private func grant(
        _ story: IdentityStory, _ grants: String..., to name: String, by actor: Actor
    ) async throws {
        try await story.platform.perform(
            GrantRoles(name: name, grants: Set(grants.compactMap { Grant($0) }), by: actor))
    }

    @Test func `grants replace those before, from the next request on`() async throws {
        let story = try IdentityStory()
        try await story.add("ann", "viewer", "approver@bank")
        let session = try await story.signIn("ann")
        try await grant(story, "contributor@bank", to: "ann", by: .signed("root", "administrator"))
        let access = try await story.caller(session).access
        #expect(access.grants == [try #require(Grant("contributor@bank"))])
    }

    @Test func `the same grants again are no new record`() async throws {
        let story = try IdentityStory()
        try await story.add("ann", "viewer")
        let count = try await story.test.recordCount()
        try await grant(story, "viewer", to: "ann", by: story.operatorActor)
        #expect(try await story.test.recordCount() == count)
    }

    @Test func `an administrator gives themselves nothing`() async throws {
        let story = try IdentityStory()
        try await story.add("root", "administrator")
        let root = try await story.signedIn("root")
        let failure = try await story.failure {
            try await grant(story, "approver", to: "root", by: root)
        }
        #expect(failure.code == "own_grants")
        #expect(
            try await story.records(.actionRefused).map { $0.body["code"] } == ["own_grants"])
    }

    @Test func `who runs the platform and who decides on it stay apart`() async throws {
        let story = try IdentityStory()
        try await story.add("ann", "viewer")
        let failure = try await story.failure {
            try await grant(
                story, "administrator", "approver@bank", to: "ann", by: story.operatorActor)
        }
        #expect(failure.code == "kept_apart")
    }

    @Test func `an unknown name is a fault`() async throws {
        let story = try IdentityStory()
        let failure = try await story.failure {
            try await grant(story, "viewer", to: "nobody", by: story.operatorActor)
        }
        #expect(failure.code == "unknown_principal")
        #expect(failure.kind == .fault)
    }
}
