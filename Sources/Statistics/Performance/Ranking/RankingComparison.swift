/// How much better one version orders the rows of each query than another.
///
/// Every difference is first minus second, and paired query by query, with Student's interval.
package struct RankingComparison: Sendable, Equatable {
    /// Of ``RankingPerformance/discountedGain`` without a cut.
    package let discountedGain: Estimate
    package let meanAveragePrecision: Estimate
    package let meanReciprocalRank: Estimate

    /// The differences, or `nil` when no query has a relevant row.
    ///
    /// - Parameters:
    ///   - relevance: ≥ 0; shape `[rows]`.
    ///   - first: The first version's scores, not NaN, higher first; same shape.
    ///   - second: The second's.
    ///   - queries: Each row's query, any numbers; same shape.
    ///   - gain: What a relevance is worth.
    ///   - confidence: Strictly between 0 and 1.
    /// - Throws: ``SampleError`` as ``RankingPerformance``.
    /// - Complexity: O(rows · log rows).
    package init?(
        relevance: [Double], first: [Double], second: [Double], queries: [Int32],
        gain: RankingPerformance.Gain = .linear, confidence: Double = 0.95
    ) throws(SampleError) {
        let one = try RankingPerformance.measured(relevance, first, queries, [], gain).measures
        let two = try RankingPerformance.measured(relevance, second, queries, [], gain).measures
        guard !one.isEmpty else { return nil }
        var means: [Estimate] = []
        for measure in 0..<3 {
            means.append(
                try Estimate(
                    meanOf: zip(one, two).map { $0[measure] - $1[measure] },
                    confidence: confidence, within: -1...1))
        }
        (discountedGain, meanAveragePrecision, meanReciprocalRank) = (means[0], means[1], means[2])
    }
}
