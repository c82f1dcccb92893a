import Testing

@testable import Statistics

@Suite struct RatioJudgementTests {
    private func judge(_ groups: (Int, Int)...) throws -> RatioJudgement {
        let metrics = try GroupMetrics(
            confusions: groups.map {
                ConfusionMatrix(
                    truePositives: $0.0, falsePositives: 0, trueNegatives: $0.1 - $0.0,
                    falseNegatives: 0)
            }, groupNames: groups.indices.map { "g\($0)" })
        return try RatioJudgement(try #require(metrics.ratio(in: .selection)), limit: 0.8)
    }

    @Test func `many rows decide either way`() throws {
        #expect(try judge((5_000, 10_000), (4_900, 10_000)).outcome == .within)
        let beyond = try judge((5_000, 10_000), (3_000, 10_000), (4_900, 10_000))
        #expect(beyond.outcome == .beyond && beyond.pair.smaller == "g1")
    }

    @Test func `few rows are undecided, and as many more as are asked for decide`() throws {
        let undecided = try judge((500, 1_000), (45, 100))
        #expect(undecided.outcome == .undecided)
        guard case .more(let needed) = undecided.rowsNeeded else {
            Issue.record("no number of rows")
            return
        }
        #expect(needed.map(\.group) == ["g1"])
        let rows = 100 + needed[0].rows
        #expect(rows > 150 && rows < 2_000)
        #expect(try judge((500, 1_000), (rows * 45 / 100 + 1, rows)).outcome == .within)
    }

    @Test func `a group without rows keeps it open`() throws {
        #expect(try judge((5_000, 10_000), (4_900, 10_000), (0, 0)).outcome == .undecided)
    }
}
