import Governance
import Ledger
import Operations
import Testing
import Transparency

@Suite struct ReviewVersionTests {
    @Test func `what the gate would say is not recorded`() async throws {
        let story = try IncomeStory()
        let name = try await story.register().version.name
        _ = try await story.evaluate(name, score: "fair")
        let count = try await story.test.recordCount()
        let review = try await ReviewVersion(version: name, to: nil, by: story.maker)
            .run(on: story.test.platform)
        #expect(review.outlook?.decision.verdict == .undecided)
        #expect(review.shown.decisions.isEmpty)
        #expect(try await story.test.recordCount() == count)
    }

    @Test func `it is what the gate then says, byte for byte`() async throws {
        let story = try IncomeStory()
        let name = try await story.register().version.name
        _ = try await story.evaluate(name, score: "unfair")
        let review = try await ReviewVersion(version: name, to: "production", by: story.maker)
            .run(on: story.test.platform)
        let judged = try await story.gate(name)
        #expect(review.outlook?.decision.bytes == judged.decision.bytes)
        #expect(review.outlook?.decision.verdict == .deny)
    }

    @Test func `each measure that a rule limits is there with its interval`() async throws {
        let story = try IncomeStory()
        let name = try await story.register().version.name
        _ = try await story.evaluate(name, score: "unfair")
        let review = try await ReviewVersion(version: name, to: "production", by: story.maker)
            .run(on: story.test.platform)
        let measures = try #require(review.outlook?.measures)
        #expect(measures["performance"]?.map(\.name) == ["auc", "accuracy"])
        let gap = try #require(measures["equal-opportunity"]?.first)
        #expect(gap.name == "by sex true_positive_rate gap_of_larger_groups")
        #expect(gap.lower <= gap.value && gap.value <= gap.upper)
        #expect(gap.limit == 0.15 && gap.isLimitedAbove && gap.keepsLimit == false)
        #expect(measures["owners"] == [] && measures["risk-review"] == [])
    }

    @Test func `production comes first, and where no policy leads there is no outlook`()
        async throws
    {
        let story = try IncomeStory()
        let name = try await story.register().version.name
        let review = try await ReviewVersion(version: name, to: nil, by: story.maker)
            .run(on: story.test.platform)
        #expect(
            review.to == "production" && review.transitions == ["production", "staging", "use"])
        let moon = try await ReviewVersion(version: name, to: "moon", by: story.maker)
            .run(on: story.test.platform)
        #expect(moon.outlook == nil && moon.obstacle?.contains("no policy covers") == true)
    }

    @Test func `it ends at the workspace`() async throws {
        let story = try IncomeStory()
        let name = try await story.register().version.name
        let failure = try await story.test.failure {
            try await story.test.platform.perform(
                ReviewVersion(version: name, to: nil, by: .signed("x", "viewer@elsewhere")))
        }
        #expect(failure.code == "unknown_subject")
    }
}
