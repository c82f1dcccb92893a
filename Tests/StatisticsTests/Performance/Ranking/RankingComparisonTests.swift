import Testing

@testable import Statistics

@Suite struct RankingComparisonTests {
    @Test func `differences are those of both by themselves`() throws {
        let relevance: [Double] = [2, 0, 1, 0, 0, 1, 0, 0, 3, 0, 0]
        let queries: [Int32] = [1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 4]
        let first: [Double] = [9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 1]
        let second: [Double] = [6, 7, 8, 9, 1, 2, 3, 1, 2, 0, 1]
        let found = try #require(
            try RankingComparison(
                relevance: relevance, first: first, second: second, queries: queries))
        let one = try #require(
            try RankingPerformance(relevance: relevance, scores: first, queries: queries))
        let two = try #require(
            try RankingPerformance(relevance: relevance, scores: second, queries: queries))
        #expect(
            isClose(
                found.discountedGain.value, one.discountedGain.value - two.discountedGain.value))
        #expect(
            isClose(
                found.meanAveragePrecision.value,
                one.meanAveragePrecision.value - two.meanAveragePrecision.value))
        #expect(
            isClose(
                found.meanReciprocalRank.value,
                one.meanReciprocalRank.value - two.meanReciprocalRank.value))
        #expect(found.discountedGain.rows == 3)
        #expect(
            try RankingComparison(
                relevance: [0, 0], first: [1, 2], second: [2, 1], queries: [1, 1]) == nil)
    }
}
