import Testing

@testable import Statistics

@Suite struct LimitJudgementTests {
    private func judge(_ successes: Int, _ trials: Int, _ limit: LimitJudgement.Limit) throws
        -> LimitJudgement
    {
        try LimitJudgement(
            Estimate(WilsonInterval(successes: successes, trials: trials)), limit: limit)
    }

    @Test func `only a whole interval passes or fails`() throws {
        #expect(try judge(900, 1_000, .atLeast(0.85)).outcome == .pass)
        #expect(try judge(900, 1_000, .atLeast(0.95)).outcome == .fail)
        #expect(try judge(900, 1_000, .atMost(0.95)).outcome == .pass)
        #expect(try judge(900, 1_000, .atMost(0.85)).outcome == .fail)
        #expect(try judge(900, 1_000, .atLeast(0.9)).outcome == .undecided)
    }

    @Test func `as many more rows as are asked for decide`() throws {
        let open = try judge(180, 200, .atLeast(0.87))
        let rows = 200 + (try #require(open.rowsNeeded))
        #expect(open.outcome == .undecided && rows > 250 && rows < 1_000)
        #expect(try judge(rows * 9 / 10 + 1, rows, .atLeast(0.87)).outcome == .pass)
        #expect(try judge(180, 200, .atLeast(0.9)).rowsNeeded == nil)
    }
}
