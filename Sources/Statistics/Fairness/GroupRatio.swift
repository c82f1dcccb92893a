/// How small the smaller of two groups' rates is as a share of the larger.
package struct GroupRatioPair: Sendable, Equatable {
    package let smaller: String
    package let larger: String
    /// The smaller rate over the larger, at the confidence shared among all pairs.
    package let interval: ShareRatioInterval

    /// The observed ratio, 0...1.
    package var ratio: Double { interval.ratio }
    /// How small the ratio may be, whichever group's rate is truly the smaller; 0...1.
    package var lower: Double { min(interval.lower, 1 / interval.upper) }
    /// How large the ratio may be, whichever group's rate is truly the smaller; 0...1.
    package var upper: Double { interval.lower > 1 ? 1 / interval.lower : min(interval.upper, 1) }
}

/// The ratios of groups' rates, over all pairs of groups.
///
/// The “four fifths” of US hiring guidance ask that the smallest be at least 0.8. The confidence is
/// shared among the pairs as in ``GroupGap``.
package struct GroupRatio: Sendable, Equatable {
    package let rate: GroupRate
    /// Of all pairs' intervals together.
    package let confidence: Double
    package let pairConfidence: Double
    package let pairs: Int
    /// The groups that have the rate, with intervals of ``pairConfidence``.
    package let groups: [ComparedGroup]
    /// The groups that have no row to count the rate over.
    package let unjudged: [String]
    /// The pair with the smallest observed ratio.
    package let smallest: GroupRatioPair
    /// The pair whose ratio may be smallest: no pair's lower bound is lower.
    package let lowest: GroupRatioPair
    /// The pair whose ratio is most surely small: no pair's upper bound is lower.
    package let surest: GroupRatioPair

    /// The ratios, or `nil` when fewer than two groups have the rate, or nobody has it.
    ///
    /// - Complexity: O(groups²).
    init?(
        _ rate: GroupRate, of performances: [GroupPerformance], confidence: Double
    ) throws(SampleError) {
        guard let compared = try ComparedGroups(rate, of: performances, confidence: confidence)
        else { return nil }
        var smallest: GroupRatioPair?
        var lowest: GroupRatioPair?
        var surest: GroupRatioPair?
        for first in compared.groups.indices {
            for second in compared.groups[(first + 1)...].indices {
                guard let pair = Self.pair(compared.groups[first], compared.groups[second])
                else { continue }
                if smallest.map({ pair.ratio < $0.ratio }) ?? true { smallest = pair }
                if lowest.map({ pair.lower < $0.lower }) ?? true { lowest = pair }
                if surest.map({ pair.upper < $0.upper }) ?? true { surest = pair }
            }
        }
        guard let smallest, let lowest, let surest else { return nil }
        self.rate = rate
        self.confidence = confidence
        pairConfidence = compared.pairConfidence
        pairs = compared.pairs
        groups = compared.groups
        unjudged = compared.unjudged
        self.surest = surest
        self.smallest = smallest
        self.lowest = lowest
    }

    private static func pair(_ first: ComparedGroup, _ second: ComparedGroup) -> GroupRatioPair? {
        let swaps = first.share.estimate > second.share.estimate
        let (smaller, larger) = swaps ? (second, first) : (first, second)
        return ShareRatioInterval(smaller.share, over: larger.share)
            .map { GroupRatioPair(smaller: smaller.name, larger: larger.name, interval: $0) }
    }
}
