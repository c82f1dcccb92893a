import Governance
import Operations
import Testing
import Transparency

/// How much work a sign-in is, whoever is named: guessing names is worth nothing, however well
/// somebody measures.
@Suite struct SignInWork {
    private static let names = ["ruth", "idle", "bot", "fresh", "nobody", ""]

    private func story(_ passwords: PasswordHasher?) async throws -> IdentityStory {
        let story = IdentityStory(try TestPlatform(isRandom: true, passwords: passwords))
        return story
    }

    private func fill(_ story: IdentityStory) async throws {
        try await story.add("ruth", "viewer")
        try await story.add("idle", "viewer")
        try await story.platform.perform(
            DisablePrincipal(name: "idle", by: story.operatorActor))
        try await story.add("bot", "viewer", kind: .service)
        try await story.add("fresh", "viewer", by: story.operatorActor)
    }

    /// A hasher that takes nothing on refuses exactly those who ask it to hash.
    @Test func `every sign-in hashes, whether there is such an account or not`() async throws {
        let cost = try #require(ScryptCost(rounds: 16, blockSize: 8, parallelism: 1))
        let full = PasswordHasher(cost: cost, waitingCountMax: 0)
        let story = try await story(full)
        for name in ["nobody", "", "ruth@example.org"] {
            let failure = try await story.failure { try await story.signIn(name, from: name) }
            #expect(failure.code == "too_many_attempts", "\(name)")
        }
    }

    @Test func `who is there, disabled, a service or nobody is refused alike, in the same records`()
        async throws
    {
        let story = try await story(nil)
        try await fill(story)
        for (index, name) in Self.names.enumerated() {
            let failure = try await story.failure {
                try await story.signIn(name, "a wrong password", from: "192.0.2.\(index)")
            }
            #expect(failure.code == "wrong_credentials", "\(name)")
            #expect(failure.message == "the name or the password is wrong", "\(name)")
        }
        // Even the right password of somebody disabled.
        let disabled = try await story.failure { try await story.signIn("idle", from: "a") }
        #expect(disabled.code == "wrong_credentials")
    }
}
