import Governance
import Ledger
import Operations
import Testing
import Transparency

@Suite struct ReadLedgerTests {
    private let auditor = Actor.signed("eve", "auditor")

    @Test func `records come newest first, a page at a time`() async throws {
        let story = try IncomeStory()
        _ = try await story.released()
        let shown = try await story.test.platform.perform(ReadLedger(by: auditor))
        #expect(shown.entries.map(\.index) == Array((0..<shown.size).reversed()))
        let older = try await story.test.platform.perform(ReadLedger(before: 2, by: auditor))
        #expect(older.entries.map(\.index) == [1, 0])
        #expect(
            try await story.test.platform.perform(ReadLedger(before: -4, by: auditor)).entries
                .isEmpty)
        #expect(shown.growth.map(\.index) == shown.growth.map(\.index).sorted())
    }

    @Test func `a record is shown with a proof that holds, and beyond the end there is none`()
        async throws
    {
        let story = try IncomeStory()
        _ = try await story.released()
        let shown = try await story.test.platform.perform(ShowRecord(index: 1, by: auditor))
        #expect(shown.isProven && shown.receipt.index == 1)
        for index in [-1, 9_999] {
            let failure = try await story.test.failure {
                try await story.test.platform.perform(ShowRecord(index: index, by: auditor))
            }
            #expect(failure.code == "no_proof")
        }
    }

    @Test func `verifying says that nothing is altered or missing`() async throws {
        let story = try IncomeStory()
        _ = try await story.released()
        let report = try await story.test.platform.perform(VerifyLedger(by: auditor))
        #expect(report.isUnbroken && report.integrity.outcome == .verified)
        #expect(report.authenticity.outcome == .verified)
    }

    @Test func `whoever reads one workspace does not read the ledger`() async throws {
        let story = try IncomeStory()
        let viewer = Actor.signed("x", "viewer@elsewhere")
        let work: [@Sendable (Platform) async throws -> Void] = [
            { _ = try await $0.perform(ReadLedger(by: viewer)) },
            { _ = try await $0.perform(ShowRecord(index: 0, by: viewer)) },
            { _ = try await $0.perform(VerifyLedger(by: viewer)) },
        ]
        for step in work {
            let failure = try await story.test.failure { try await step(story.test.platform) }
            #expect(failure.code == "not_allowed")
        }
    }
}
