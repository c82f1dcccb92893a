import RealModule

/// How well scores order the rows of each query.
///
/// Equal scores stand in random order, and every measure is its expectation over that order, so it
/// depends neither on the order of rows nor on luck. A row is relevant when its relevance is above
/// 0. Queries without a relevant row have no measure: they are counted and left out.
///
/// Sources: K. Järvelin and J. Kekäläinen, ACM TOIS 20 (2002), for the cumulative gain; F. McSherry
/// and M. Najork, *Computing information retrieval performance measures efficiently in the presence
/// of tied scores*, ECIR (2008), for the expectations.
package struct RankingPerformance: Sendable, Equatable {
    package enum Gain: String, Sendable, Equatable {
        /// The relevance itself, as in scikit-learn.
        case linear
        /// `2^relevance − 1`, as in LightGBM and in web search.
        case exponential
    }

    /// The measures of the first `k` places.
    package struct Cut: Sendable, Equatable {
        package let places: Int
        /// Gains discounted by `1 / log₂(place + 1)`, over the best there could be; 0...1.
        package let discountedGain: Estimate
        /// Relevant rows among the first `k`, over `k`; a query with fewer rows lacks the rest.
        package let precision: Estimate
        /// Relevant rows among the first `k`, over all that are relevant.
        package let recall: Estimate
    }

    package let queries: Int
    package let queriesWithoutRelevantRow: Int
    package let cuts: [Cut]
    /// Without a cut.
    package let discountedGain: Estimate
    /// The mean of precision at each relevant row.
    package let meanAveragePrecision: Estimate
    /// The mean of 1 over the place of the first relevant row.
    package let meanReciprocalRank: Estimate

    /// The measures, or `nil` when no query has a relevant row.
    ///
    /// - Parameters:
    ///   - relevance: ≥ 0; shape `[rows]`.
    ///   - scores: Not NaN, higher first; same shape.
    ///   - queries: Each row's query, any numbers; same shape.
    ///   - places: The cuts `k`, each ≥ 1.
    ///   - gain: What a relevance is worth.
    ///   - confidence: Of each mean over queries, Student's interval.
    /// - Throws: ``SampleError`` when there are no rows, the columns differ in length, or a value is
    ///   out of its range.
    /// - Complexity: O(rows · (log rows + cuts)).
    package init?(
        relevance: [Double], scores: [Double], queries: [Int32], places: [Int] = [1, 5, 10],
        gain: Gain = .linear, confidence: Double = 0.95
    ) throws(SampleError) {
        let (all, measured) = try Self.measured(relevance, scores, queries, places, gain)
        guard !measured.isEmpty else { return nil }
        var means: [Estimate] = []
        for measure in measured[0].indices {
            means.append(
                try Estimate(
                    meanOf: measured.map { $0[measure] }, confidence: confidence, within: 0...1))
        }
        self.queries = all
        queriesWithoutRelevantRow = all - measured.count
        discountedGain = means[0]
        meanAveragePrecision = means[1]
        meanReciprocalRank = means[2]
        cuts = places.indices.map { index in
            let first = 3 + index * 3
            return Cut(
                places: places[index], discountedGain: means[first], precision: means[first + 1],
                recall: means[first + 2])
        }
    }

    /// How many queries there are, and the measures of each that has a relevant row, in the order of
    /// their numbers; see ``RankedQuery/measures(places:)``.
    static func measured(
        _ relevance: [Double], _ scores: [Double], _ queries: [Int32], _ places: [Int],
        _ gain: Gain
    ) throws(SampleError) -> (queries: Int, measures: [[Double]]) {
        try check(relevance, scores, queries, places)
        let order = queries.indices.sorted {
            (queries[$0], scores[$1], $0) < (queries[$1], scores[$0], $1)
        }
        var measured: [[Double]] = []
        var (start, all) = (0, 0)
        while start < order.count {
            let end =
                order[start...].firstIndex { queries[$0] != queries[order[start]] } ?? order.count
            let query = RankedQuery(
                order[start..<end].map { (scores[$0], relevance[$0]) }, gain: gain)
            all += 1
            start = end
            if query.relevant > 0 { measured.append(query.measures(places: places)) }
        }
        return (all, measured)
    }

    private static func check(
        _ relevance: [Double], _ scores: [Double], _ queries: [Int32], _ places: [Int]
    ) throws(SampleError) {
        guard !relevance.isEmpty else { throw .noRows }
        for (column, rows) in [("scores", scores.count), ("queries", queries.count)]
        where rows != relevance.count {
            throw .lengthsDiffer(column: column, rows: rows, expected: relevance.count)
        }
        try Scores.finite(relevance, "relevance")
        for row in relevance.indices where relevance[row] < 0 || relevance[row] > 1_000 {
            throw .parameterOutOfRange(
                name: "relevance", value: relevance[row], range: "0 to 1,000")
        }
        for row in scores.indices where scores[row].isNaN { throw .scoreNotANumber(row: row) }
        for place in places where place < 1 {
            throw .parameterOutOfRange(name: "places", value: Double(place), range: "at least 1")
        }
    }
}
