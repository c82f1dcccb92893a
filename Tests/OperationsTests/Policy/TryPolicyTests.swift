import Governance
import Operations
import Testing

@Suite struct TryPolicyTests {
    private func text(_ story: IncomeStory) throws -> String {
        let file = try PolicyFile(path: story.test.platform.policies.folder + "/high.yaml")
        return String(decoding: file.bytes, as: UTF8.self)
    }

    @Test func `a stricter limit flips what was allowed, and nothing is recorded`() async throws {
        let story = try IncomeStory()
        _ = try await story.released()
        let count = try await story.test.recordCount()
        let stricter = try text(story).replacing("auc, 0.8)", with: "auc, 0.9999)")
        let tried = try await story.test.platform.perform(
            TryPolicy(text: stricter, by: story.maker))
        #expect(tried.judgedCount == 1 && tried.passedOverCount == 0 && !tried.hasMore)
        #expect(tried.changes.map(\.was) == [.allow])
        #expect(tried.changes.first?.rules == ["performance"])
        let same = try await story.test.platform.perform(
            TryPolicy(text: text(story), by: story.maker))
        #expect(same.changes.isEmpty)
        #expect(try await story.test.recordCount() == count)
    }

    @Test func `a text that does not read, or is too long, is a fault`() async throws {
        let story = try IncomeStory()
        for (text, code) in [
            ("policy: [", "bad_policy"),
            (String(repeating: "#", count: TryPolicy.byteCountMax + 1), "too_large"),
        ] {
            let failure = try await story.test.failure {
                try await TryPolicy(text: text, by: story.maker).run(on: story.test.platform)
            }
            #expect(failure.code == code)
        }
    }

    @Test func `decisions of other workspaces are not tried`() async throws {
        let story = try IncomeStory()
        _ = try await story.released()
        let text = try text(story)
        let tried = try await story.test.platform.perform(
            TryPolicy(text: text, by: .signed("x", "viewer@elsewhere")))
        #expect(tried.judgedCount == 0)
    }
}
