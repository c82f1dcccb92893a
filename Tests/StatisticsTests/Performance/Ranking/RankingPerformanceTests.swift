import Testing

@testable import Statistics

@Suite struct RankingPerformanceTests {
    @Test func `gains with ties, and precision without, are scikit-learn's`() throws {
        for sample in try PerformanceValues.load().ranking {
            let found = try #require(
                try RankingPerformance(
                    relevance: sample.relevance, scores: sample.scores, queries: sample.queries))
            #expect(found.queriesWithoutRelevantRow == sample.without && found.queries == 30)
            let gains = found.cuts.map(\.discountedGain.value) + [found.discountedGain.value]
            #expect(zip(gains, sample.ndcg).allSatisfy { isClose($0, $1) })
            if let map = sample.map { #expect(isClose(found.meanAveragePrecision.value, map)) }
        }
    }

    /// Every order of tied rows by hand.
    @Test func `with ties every measure is the mean over their orders`() throws {
        let (scores, relevance) = ([3.0, 2, 2, 2, 2, 1], [0.0, 1, 0, 2, 0, 1])
        let found = try #require(
            try RankingPerformance(
                relevance: relevance, scores: scores, queries: [Int32](repeating: 7, count: 6),
                places: [3]))
        var (precision, reciprocal, recall, orders) = (0.0, 0.0, 0.0, 0.0)
        for tied in Self.orders([1, 2, 3, 4]) {
            let ranked = ([0] + tied + [5]).map { relevance[$0] > 0 }
            var (hits, sum) = (0.0, 0.0)
            for (place, isRelevant) in ranked.enumerated() where isRelevant {
                hits += 1
                sum += hits / Double(place + 1)
            }
            precision += sum / hits
            reciprocal += 1 / Double((ranked.firstIndex(of: true) ?? 9) + 1)
            recall += Double(ranked.prefix(3).count { $0 }) / hits
            orders += 1
        }
        #expect(isClose(found.meanAveragePrecision.value, precision / orders))
        #expect(isClose(found.meanReciprocalRank.value, reciprocal / orders))
        #expect(isClose(found.cuts[0].recall.value, recall / orders))
        #expect(isClose(found.cuts[0].precision.value, recall / orders))
    }

    private static func orders(_ items: [Int]) -> [[Int]] {
        guard items.count > 1 else { return [items] }
        return items.flatMap { first in
            orders(items.filter { $0 != first }).map { [first] + $0 }
        }
    }

    @Test func `without a relevant row there is nothing to measure`() throws {
        #expect(
            try RankingPerformance(relevance: [0, 0], scores: [1, 2], queries: [1, 1]) == nil)
        #expect(throws: SampleError.self) {
            try RankingPerformance(relevance: [-1], scores: [1], queries: [1])
        }
    }
}
