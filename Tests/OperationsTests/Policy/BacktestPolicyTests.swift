import Foundation
import Governance
import Operations
import Testing
import Transparency

@Suite struct BacktestPolicyTests {
    private func high(_ story: IncomeStory, _ old: String, _ new: String) throws -> String {
        let file = URL(filePath: story.test.folder + "/policies/high.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        try #require(text.contains(old))
        return try story.test.write(
            text.replacingOccurrences(of: old, with: new), to: "tried.yaml")
    }

    private func test(_ file: String, _ story: IncomeStory) async throws -> BacktestPolicy.Outcome {
        try await BacktestPolicy(file: PolicyFile(path: file), by: story.maker)
            .run(on: story.test.platform)
    }

    @Test func `exactly the decisions that would change are listed, each with its rules`()
        async throws
    {
        let story = try IncomeStory()
        let name = try await story.released()
        story.test.clock.pass(days: 1)
        try story.test.write("print(1)", to: "train.py")
        let second = try await story.register().version.name
        try await story.scan(second)
        _ = try await story.gate(second)
        let stricter = try await test(high(story, "accuracy, 0.8)", "accuracy, 0.95)"), story)
        #expect(stricter.judgedCount == 2)
        #expect(stricter.changes.map(\.version) == [name.description, second.description])
        #expect(stricter.changes.map(\.was) == [.allow, .undecided])
        #expect(stricter.changes.map(\.would) == [.deny, .deny])
        #expect(
            stricter.changes.map(\.rules) == [["performance"], ["performance", "risk-review"]])
        let looser = try await test(high(story, "count: 1}", "count: 1, max-age: 90d}"), story)
        #expect(looser.changes == [])
    }

    @Test func `a policy for others passes these decisions over`() async throws {
        let story = try IncomeStory()
        _ = try await story.released()
        let outcome = try await test(story.test.folder + "/policies/low.yaml", story)
        #expect(outcome.judgedCount == 0)
        #expect(outcome.passedOverCount == 1)
    }

    @Test func `a backtest records nothing, and a bad policy is a fault`() async throws {
        let story = try IncomeStory()
        _ = try await story.released()
        let count = try await story.test.recordCount()
        _ = try await test(story.test.folder + "/policies/high.yaml", story)
        let bad = try story.test.write("policy: [", to: "bad.yaml")
        #expect(try await story.test.failure { try await test(bad, story) }.code == "bad_policy")
        #expect(try await story.test.recordCount() == count)
    }
}
