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
        // So few values are kept as they are. 500 of 999 thousandths are 0, the others 1.
        let half = try scores((0..<150).map { $0 < 75 ? 0 : 1 })
        #expect(half.score(of: 0) == (try NormalQuantile(0.2505).value))
        #expect(half.score(of: 1) == (try NormalQuantile(0.75).value))
        let tailed = (0..<150).map { $0 < 135 ? 0 : Double($0) }
        let (one, other) = (try scores(tailed), try scores(tailed.map { $0 * $0 * $0 }))
        for value in [0.0, 134, 135, 140, 149, 200] {
            #expect(one.score(of: value) == other.score(of: value * value * value))
        }
    }

    @Test func `nothing has no scores`() {
        #expect(NormalScores(NumericProfile().quantiles) == nil)
    }
}
