import Governance
import Ledger
import Operations
import Testing
import Transparency

@Suite struct FindRecordTests {
    private func find(_ target: String, in story: IncomeStory) async throws -> FindRecord.Found {
        try await FindRecord(target: target, by: story.maker).run(on: story.test.platform)
    }

    @Test func `a version stands for its release, or else for its registration`() async throws {
        let story = try IncomeStory()
        let name = try await story.register().version.name
        #expect(try await find("income@1", in: story).what == "registration of model:income@1")
        #expect(try await find("income@1", in: story).index == 0)
        _ = try await story.evaluate(name, score: "fair")
        _ = try await story.approve(name, as: story.reviewer)
        let judged = try await story.gate(name)
        let released = try await find("income@1", in: story)
        #expect(released.what == "release of model:income@1")
        let decision = try await find(judged.decision.id.description, in: story)
        #expect(decision.what == "decision \(judged.decision.id)")
        #expect(decision.index == released.index - 1)
    }

    @Test func `a number is an index, and a decision of the same digits needs its prefix`()
        async throws
    {
        let story = try IncomeStory()
        let platform = story.test.platform
        let judged = try await story.gate(story.register().version.name)
        let digest = "sha256:" + String(repeating: "1234567890", count: 6) + "1234"
        _ = try await platform.sequencer.submit { turn in
            let decisions = ReadModel.decisions.rawValue
            let row = try #require(
                try await turn.row(decisions, judged.decision.id.description))
            try turn.put(
                Row(table: decisions, key: digest, document: row.document, order: row.order))
        }
        #expect(try await find("1", in: story).what == "record 1")
        let failure = try await story.test.failure { try await find("123456", in: story) }
        #expect(failure.code == "no_proof")
        #expect(
            failure.message == "there is no record 123456; the ledger has 2, numbered from 0; "
                + "a decision that begins with these digits is named `sha256:123456`")
        let short = try await story.test.failure { try await find("12345", in: story) }
        #expect(short.message == "there is no record 12345; the ledger has 2, numbered from 0")
        let decision = try await find("sha256:123456", in: story)
        #expect(decision.what == "decision \(digest)" && decision.index == 1)
        // No index has so many digits.
        #expect(try await find(String(digest.dropFirst(7)), in: story).index == 1)
    }
}
