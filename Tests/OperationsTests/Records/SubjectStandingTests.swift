import Governance
import Ledger
import Operations
import Testing
import Transparency

@Suite struct SubjectStandingTests {
    private func found(_ story: IncomeStory, _ field: String, _ value: String) async throws -> Int {
        try await story.test.platform.perform(
            ListSubjects(matching: [(field, value)], by: story.maker)
        ).rows.count
    }

    @Test func `a subject stands as its newest version does`() async throws {
        let story = try IncomeStory()
        let name = try await story.register().version.name
        #expect(try await found(story, "state", "unjudged") == 1)
        _ = try await story.gate(name)
        #expect(try await found(story, "state", "undecided") == 1)
        #expect(try await found(story, "documented", "no") == 1)
        _ = try await story.evaluate(name, score: "fair")
        _ = try await story.approve(name, as: story.reviewer)
        _ = try await story.gate(name)
        #expect(try await found(story, "state", "released") == 1)
        #expect(try await found(story, "released", "production") == 1)
        #expect(try await found(story, "documented", "yes") == 1)
        _ = try await story.gate(name)
        #expect(try await found(story, "state", "released") == 1, "asked again it stays released")
    }

    @Test func `a newer version is not judged, and what was released stays so`() async throws {
        let story = try IncomeStory()
        let first = try await story.released()
        try story.test.write("print('more')", to: "train.py")
        let second = try await story.register().version.name
        #expect(try await found(story, "state", "unjudged") == 1)
        #expect(try await found(story, "released", "production") == 1)
        _ = try await story.gate(first)
        #expect(
            try await found(story, "state", "unjudged") == 1, "an older version changes nothing")
        _ = try await story.gate(second)
        #expect(try await found(story, "state", "undecided") == 1)
    }

    @Test func `a rebuild gives the same standing`() async throws {
        let story = try IncomeStory()
        _ = try await story.released()
        let report = try await ReadModelRebuild(
            store: story.test.platform.store, projection: GovernanceProjection.projection,
            writer: "test"
        ).check()
        #expect(report.isEqual)
    }
}
