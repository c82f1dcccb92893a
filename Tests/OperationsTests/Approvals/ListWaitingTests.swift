import Governance
import Operations
import Testing

@Suite struct ListWaitingTests {
    private func waiting(_ story: IncomeStory, _ actor: Actor) async throws -> [ListWaiting.Waiting]
    {
        try await story.test.platform.perform(ListWaiting(by: actor)).waiting
    }

    @Test func `it waits for whoever may sign off, and for nobody else`() async throws {
        let story = try IncomeStory()
        let name = try await story.register().version.name
        _ = try await story.evaluate(name, score: "fair")
        _ = try await story.gate(name)
        let found = try await waiting(story, .signed("ruth", "risk-reviewer"))
        #expect(found.map(\.version) == [name])
        #expect(found.first?.isOtherwiseReady == true)
        #expect(found.first?.roles == [.riskReviewer])
        #expect(try await waiting(story, .signed("ann", "approver")).isEmpty)
        #expect(try await waiting(story, .signed("tom", "contributor")).isEmpty)
        #expect(try await waiting(story, .signed("zoe", "risk-reviewer@elsewhere")).isEmpty)
    }

    @Test func `it does not wait before the gate was asked, nor after the approval`() async throws {
        let story = try IncomeStory()
        let name = try await story.register().version.name
        let ruth = Actor.signed("ruth", "risk-reviewer")
        #expect(try await waiting(story, ruth).isEmpty)
        _ = try await story.gate(name)
        #expect(try await waiting(story, ruth).first?.isOtherwiseReady == false)
        _ = try await story.approve(name, as: ruth)
        #expect(try await waiting(story, ruth).isEmpty)
    }

    @Test func `the author's own version does not wait for them`() async throws {
        let story = try IncomeStory()
        let author = Actor.signed("ruth", "risk-reviewer", "contributor")
        let name = try await story.registration(by: author).run(on: story.test.platform).version
            .name
        _ = try await story.gate(name)
        #expect(try await waiting(story, author).isEmpty)
        #expect(try await waiting(story, .signed("rob", "risk-reviewer")).count == 1)
    }
}
