import Governance
import Ledger
import Operations
import Testing
import Transparency

@Suite struct ReadOverviewTests {
    @Test func `its numbers are those of the lists behind them`() async throws {
        let story = try IncomeStory()
        let platform = story.test.platform
        let name = try await story.released()
        _ = try await story.registration(of: "other").run(on: platform)
        let overview = try await platform.perform(ReadOverview(by: story.maker))
        #expect(overview.subjectCount == 2 && overview.releasedCount == 1)
        #expect(overview.judgedCount == 1 && overview.documentedCount == 1)
        #expect(overview.deniedCount == 0 && overview.undecidedCount == 0)
        #expect(overview.running.map(\.key) == [name.subject.description])
        #expect(overview.waiting.isEmpty)
        let approvals = try await platform.perform(ListApprovals(by: story.maker))
        #expect(approvals.approved.map(\.version) == [name])
        #expect(overview.approvalSecondsMedian == approvals.secondsMedian)
    }

    @Test func `a waiver is open until it ends`() async throws {
        let story = try IncomeStory()
        let platform = story.test.platform
        let name = try await story.register().version.name
        for days in [10, 60] {
            _ = try await WaiveFinding(
                version: name, to: "production", rule: "performance",
                because: "looked at for \(days) days",
                until: story.test.clock.value.adding(days: days), by: story.reviewer
            ).run(on: platform)
        }
        let overview = try await platform.perform(ReadOverview(by: story.maker))
        #expect(overview.waiversOpenCount == 2 && overview.waiversEndingCount == 1)
        let soon = try await platform.perform(ListWaivers(withinDays: 14, by: story.maker))
        #expect(soon.waivers.count == 1 && soon.versions.values.map(\.self) == [name])
        story.test.clock.pass(days: 61)
        let later = try await platform.perform(ReadOverview(by: story.maker))
        #expect(later.waiversOpenCount == 0)
    }

    @Test func `evidence is going stale when a policy's limit or its own end is near`() async throws
    {
        let story = try IncomeStory()
        let platform = story.test.platform
        let name = try await story.register().version.name
        _ = try await story.evaluate(name, score: "fair")
        #expect(try await platform.perform(ReadOverview(by: story.maker)).evidenceAgingCount == 0)
        story.test.clock.pass(days: 80)
        let overview = try await platform.perform(ReadOverview(by: story.maker))
        let aging = try await platform.perform(ListAgingEvidence(withinDays: 14, by: story.maker))
        #expect(overview.evidenceAgingCount == aging.count && aging.count == 2)
        #expect(Set(aging.map(\.kind)) == [.evalReport, .fairnessReport])
        #expect(aging.allSatisfy { $0.version == name && $0.policy == "high-risk" })
    }

    @Test func `what is elsewhere is not counted`() async throws {
        let story = try IncomeStory()
        _ = try await story.released()
        let overview = try await story.test.platform.perform(
            ReadOverview(by: .signed("x", "viewer@elsewhere")))
        #expect(overview.subjectCount == 0 && overview.releasedCount == 0)
        #expect(overview.running.isEmpty && overview.approvalSecondsMedian == nil)
    }
}
