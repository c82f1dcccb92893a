import Testing

@testable import Statistics

@Suite struct GapJudgementTests {
    private func gap(_ groups: (selected: Int, rows: Int)...) throws -> GroupGap {
        let performances = try groups.enumerated().map { index, group in
            try GroupPerformance(name: "g\(index)", selected: group.selected, rows: group.rows)
        }
        return try #require(try GroupGap(.selection, of: performances))
    }

    @Test func `an interval inside the limit is within`() throws {
        let judgement = try GapJudgement(gap((500, 1_000), (505, 1_000)), limit: 0.1)
        #expect(judgement.outcome == .within)
        #expect(judgement.rowsNeeded == nil)
    }

    @Test func `an interval outside the limit is beyond, and the pair is named`() throws {
        let judgement = try GapJudgement(gap((700, 1_000), (690, 1_000), (5, 1_000)), limit: 0.1)
        #expect(judgement.outcome == .beyond)
        #expect(judgement.pair.higher == "g0" && judgement.pair.lower == "g2")
    }

    @Test func `an interval over the limit is undecided, and more rows are asked for`() throws {
        let judgement = try GapJudgement(gap((50, 100), (48, 100)), limit: 0.1)
        #expect(judgement.outcome == .undecided)
        guard case .more(let rows) = judgement.rowsNeeded else {
            Issue.record("no number of rows: \(String(describing: judgement.rowsNeeded))")
            return
        }
        #expect(rows.map(\.group) == ["g0", "g1"])
    }

    @Test func `the bounds themselves belong to within and not to beyond`() throws {
        let gap = try gap((50, 100), (70, 90))
        let interval = gap.largest.interval
        #expect(try GapJudgement(gap, limit: interval.gapUpper).outcome == .within)
        #expect(try GapJudgement(gap, limit: interval.gapUpper.nextDown).outcome == .undecided)
        #expect(try GapJudgement(gap, limit: interval.gapLower).outcome == .undecided)
        #expect(try GapJudgement(gap, limit: interval.gapLower.nextDown).outcome == .beyond)
    }

    @Test func `a small group keeps a small largest gap from being within`() throws {
        let gap = try gap((5_000, 10_000), (4_900, 10_000), (5, 10))
        let judgement = try GapJudgement(gap, limit: 0.1)
        #expect(gap.largest.interval.gapUpper < 0.1)
        #expect(judgement.outcome == .undecided)
        #expect([judgement.pair.higher, judgement.pair.lower].contains("g2"))
    }

    @Test func `a group without rows keeps a gap from being within, not from being beyond`() throws
    {
        let near = try GapJudgement(gap((500, 1_000), (505, 1_000), (0, 0)), limit: 0.1)
        #expect(near.outcome == .undecided)
        #expect(near.unjudged == ["g2"])
        #expect(near.rowsNeeded == nil)
        let far = try GapJudgement(gap((500, 1_000), (5, 1_000), (0, 0)), limit: 0.1)
        #expect(far.outcome == .beyond)
    }

    @Test(arguments: [-0.1, 1.1, .nan])
    func `a limit that is no share is refused`(_ limit: Double) throws {
        let gap = try gap((1, 2), (1, 2))
        #expect(throws: SampleError.self) { try GapJudgement(gap, limit: limit) }
    }
}
