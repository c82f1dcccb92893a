import Governance
import Operations
import Testing

@Suite struct PasswordHasherTests {
    private func story(_ passwords: PasswordHasher) throws -> IdentityStory {
        IdentityStory(try TestPlatform(isRandom: true, passwords: passwords))
    }

    @Test func `the standard cost can be afforded, and tells passwords apart`() async throws {
        let story = try story(PasswordHasher())
        try await story.add("ruth", "viewer")
        #expect(try await story.signIn("ruth").caller.name == "ruth")
        let failure = try await story.failure {
            try await story.signIn("ruth", IdentityStory.password + " ")
        }
        #expect(failure.code == "wrong_credentials")
    }

    @Test func `two passwords that look alike and have other bytes are two`() async throws {
        let cost = try #require(ScryptCost(rounds: 16, blockSize: 8, parallelism: 1))
        let story = try story(PasswordHasher(cost: cost, atOnce: 3))
        try await story.add("ruth", "viewer")
        try await story.platform.perform(
            SetPassword(
                name: "ruth", password: "caf\u{E9} caf\u{E9} caf\u{E9}", by: story.operatorActor))
        #expect(
            try await story.signIn("ruth", "caf\u{E9} caf\u{E9} caf\u{E9}").caller.name == "ruth")
        await #expect(throws: Failure.self) {
            try await story.signIn("ruth", "cafe\u{301} caf\u{E9} caf\u{E9}")
        }
    }

    @Test func `of a flood few wait, and the rest are told when to come again`() async throws {
        let cost = try #require(ScryptCost(rounds: 1 << 14, blockSize: 8, parallelism: 1))
        let story = try story(PasswordHasher(cost: cost, waitingCountMax: 2))
        let codes = await withTaskGroup(of: String.self) { group in
            for number in 0..<20 {
                group.addTask {
                    do {
                        _ = try await story.signIn("n\(number)", from: "10.0.0.\(number)")
                        return "in"
                    } catch {
                        return (error as? Failure)?.code ?? "\(error)"
                    }
                }
            }
            return await group.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
        }
        #expect(codes["wrong_credentials", default: 0] >= 2, "\(codes)")
        #expect(codes["too_many_attempts", default: 0] >= 1, "\(codes)")
        #expect(codes.values.reduce(0, +) == 20 && codes.count == 2, "\(codes)")
    }

    @Test(arguments: [
        (0, 8, 1), (3, 8, 1), (1 << 21, 8, 1), (16, 0, 1), (16, 8, 17), (1 << 20, 32, 1),
    ])
    func `a cost is a power of two and at most 256 MiB`(rounds: Int, block: Int, parallel: Int) {
        #expect(ScryptCost(rounds: rounds, blockSize: block, parallelism: parallel) == nil)
    }
}
