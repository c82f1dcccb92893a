import Testing

@testable import Statistics

@Suite struct WeightedSumTests {
    private func sum(_ weights: Double...) -> WeightedSum {
        var sum = WeightedSum()
        for weight in weights { sum.add(weight) }
        return sum
    }

    @Test func `equal weights make Wilson's interval of the rows`() throws {
        let rows = try WilsonInterval(successes: 3, trials: 5)
        let weighted = try #require(try WilsonInterval(sum(2, 2, 2), sum(2, 2), confidence: 0.95))
        #expect(weighted.trials == 5 && weighted.successes == 3)
        #expect(isClose(weighted.estimate, rows.estimate))
        #expect(isClose(weighted.lower, rows.lower) && isClose(weighted.upper, rows.upper))
        #expect(try WilsonInterval(sum(0), sum(), confidence: 0.95) == nil)
    }

    @Test func `a share of 0 or 1 rests on Kish's rows, and none on more than there are`() throws {
        let all = try #require(WeightedShare(sum(1, 2, 3), sum()))
        #expect(all.share == 1 && isClose(all.effectiveRows, 36.0 / 14))
        // Linearised, one row of a thousandth against a hundred would count as a hundred thousand.
        var many = WeightedSum()
        for _ in 0..<100 { many.add(1) }
        let rare = try #require(WeightedShare(sum(0.001), many))
        #expect(rare.effectiveRows == 101)
    }

    @Test func `sums add, and a unit times Kish's rows is the weight`() {
        let both = sum(1, 2) + sum(4)
        #expect(both == sum(1, 2, 4))
        #expect(isClose(both.unit * both.effectiveRows, 7))
        #expect(sum().unit == 0 && sum().effectiveRows == 0)
    }
}
