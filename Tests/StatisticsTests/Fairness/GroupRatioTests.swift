import Testing

@testable import Statistics

@Suite struct GroupRatioTests {
    private func ratio(_ groups: (selected: Int, rows: Int)...) throws -> GroupRatio? {
        let performances = try groups.enumerated().map { index, group in
            try GroupPerformance(name: "g\(index)", selected: group.selected, rows: group.rows)
        }
        return try GroupRatio(.selection, of: performances, confidence: 0.95)
    }

    @Test func `the smaller rate stands over the larger`() throws {
        let ratio = try #require(try ratio((60, 100), (30, 100), (50, 100)))
        #expect(ratio.smallest.smaller == "g1" && ratio.smallest.larger == "g0")
        #expect(ratio.smallest.ratio == 0.5)
        #expect(ratio.smallest.lower < 0.5 && ratio.smallest.upper > 0.5)
    }

    @Test func `equal rates of few rows have a ratio of 1 that may be much smaller`() throws {
        let ratio = try #require(try ratio((5, 10), (5, 10)))
        #expect(ratio.smallest.ratio == 1 && ratio.smallest.upper == 1)
        #expect(ratio.smallest.lower < 0.5)
    }

    @Test func `a group of which nobody is selected has a ratio of 0`() throws {
        let ratio = try #require(try ratio((5, 10), (0, 10)))
        #expect(ratio.smallest.ratio == 0 && ratio.smallest.lower == 0)
        #expect(ratio.smallest.upper > 0)
    }

    @Test func `when nobody is selected there is no ratio`() throws {
        #expect(try ratio((0, 10), (0, 10)) == nil)
        #expect(try ratio((1, 10)) == nil)
    }

    @Test func `a small group may have the lowest bound without the smallest ratio`() throws {
        let ratio = try #require(try ratio((5_000, 10_000), (4_500, 10_000), (5, 10)))
        #expect(ratio.smallest.smaller == "g1")
        #expect([ratio.lowest.smaller, ratio.lowest.larger].contains("g2"))
    }

    @Test func `whichever group may be the smaller counts for the lower bound`() throws {
        let ratio = try #require(try ratio((500, 1_000), (5, 10)))
        let pair = ratio.smallest
        #expect(pair.smaller == "g0" && pair.larger == "g1")
        // The few rows stand below the line, so that the ratio reaches further above 1 than below.
        #expect(pair.interval.lower > 0.6 && pair.interval.upper > 2)
        #expect(pair.lower == 1 / pair.interval.upper)
    }
}
