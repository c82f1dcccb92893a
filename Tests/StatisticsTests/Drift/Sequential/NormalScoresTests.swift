import Testing

@testable import Statistics

@Suite struct NormalScoresTests {
    private func scores(_ values: [Double]) throws -> NormalScores {
        var sketch = NumericProfile()
        sketch.add(values)
        return try #require(NormalScores(sketch.quantiles))
    }

    @Test func `the middle is 0, sides are alike, and what is beyond ends at the edge`() throws {
        let scores = try scores((0...10_000).map(Double.init))
        #expect(abs(scores.score(of: 5_000)) < 0.05)
        #expect(abs(scores.score(of: 8_413) - 1) < 0.05)
        #expect(abs(scores.score(of: 1_587) + 1) < 0.05)
        #expect(isClose(scores.score(of: 1e9), -scores.score(of: -1e9)))
        #expect(scores.score(of: 1e9) > 3 && scores.score(of: 1e9) < 3.5)
        #expect(abs(scores.mean) < 0.01)
    }

    @Test func `ties have the middle of their ranks, and a longer tail changes nothing`() throws {
        let half = try scores((0..<1_000).map { $0 < 500 ? 0 : 1 })
        #expect(abs(half.score(of: 0) + 0.674) < 0.01 && abs(half.score(of: 1) - 0.674) < 0.01)
        let tailed = (0..<1_000).map { $0 < 900 ? 0 : Double($0) }
        let longer = tailed.map { $0 * $0 * $0 }
        let (one, other) = (
            try scores(tailed).score(of: 950), try scores(longer).score(of: 950 * 950 * 950)
        )
        #expect(isClose(one, other, within: 0.1))
    }

    @Test func `nothing has no scores`() {
        #expect(NormalScores(NumericProfile().quantiles) == nil)
    }
}
