import Testing

@testable import Statistics

@Suite struct ReplicateSummaryTests {
    private func percentile(_ values: [Double], _ share: Double) -> Double {
        let sorted = values.sorted()
        let place = min(
            max(share * Double(sorted.count + 1) - 1, 0), Double(sorted.count - 1))
        let index = Int(place)
        let next = min(index + 1, sorted.count - 1)
        return sorted[index] + (sorted[next] - sorted[index]) * (place - Double(index))
    }

    @Test(arguments: [0.5, 0.9, 0.95, 0.999])
    func `bounds are the percentiles of all values, though only tails are sorted`(
        confidence: Double
    ) throws {
        var random = SeededRandom(seed: 3)
        var summariser = try ReplicateSummariser(confidence: confidence, replicates: 1_000)
        for skew in [1.0, 3, 9] {
            let values = (0..<1_000).map { _ in (random.unit() * skew) * random.unit() - skew }
            let found = summariser.summarise(values)
            let summary = try #require(found)
            let tail = (1 - confidence) / 2
            #expect(isClose(summary.lower, percentile(values, tail), within: 1e-14))
            #expect(isClose(summary.upper, percentile(values, 1 - tail), within: 1e-14))
        }
    }

    @Test func `values all alike have no width`() throws {
        var summariser = try ReplicateSummariser(confidence: 0.95, replicates: 50)
        let summary = summariser.summarise([Double](repeating: 2, count: 50))
        #expect(
            summary == ReplicateSummary(mean: 2, standardDeviation: 0, lower: 2, upper: 2))
    }

    @Test func `replicates in which it is undefined are left out`() throws {
        var summariser = try ReplicateSummariser(confidence: 0.9, replicates: 5)
        let found = summariser.summarise([1, .nan, 3, .infinity, 2])
        let summary = try #require(found)
        #expect(summary.mean == 2)
        let single = summariser.summarise([.nan, .nan, 1, .nan, .nan])
        #expect(single == nil)
    }
}
