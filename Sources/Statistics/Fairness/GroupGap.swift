/// How far apart two groups' rates are.
package struct GroupPair: Sendable, Equatable {
    /// The group with the higher rate; of equals, the one named first.
    package let higher: String
    package let lower: String
    /// The higher rate minus the lower, at the confidence shared among all pairs.
    package let interval: NewcombeInterval

    package var difference: Double { interval.difference }
}

/// How far apart groups' rates are, over all pairs of groups.
///
/// The pair with the largest gap is picked by looking at all pairs, and the largest of many noisy
/// gaps looks larger than it is. So the confidence is shared among the pairs (Bonferroni): with
/// `k` pairs each interval has confidence `1 − (1 − confidence) / k`, and all of them hold
/// together with at least `confidence`. Two groups make one pair, and nothing is shared.
package struct GroupGap: Sendable, Equatable {
    package let rate: GroupRate
    /// Of all pairs' intervals together.
    package let confidence: Double
    /// Of one pair's interval, after sharing.
    package let pairConfidence: Double
    /// How many pairs share the confidence, ≥ 1.
    package let pairs: Int
    /// The groups that have the rate, with intervals of ``pairConfidence``.
    package let groups: [ComparedGroup]
    /// The groups that have no row to count the rate over.
    package let unjudged: [String]
    /// The pair with the largest observed gap.
    package let largest: GroupPair
    /// The pair whose gap may be largest: no pair's interval reaches further from 0.
    package let widest: GroupPair
    /// The pair whose gap is most surely large: no pair's interval begins further from 0.
    package let surest: GroupPair

    /// The comparison, or `nil` when fewer than two groups have the rate.
    ///
    /// - Complexity: O(groups²).
    init?(
        _ rate: GroupRate, of performances: [GroupPerformance], confidence: Double
    ) throws(SampleError) {
        guard let compared = try ComparedGroups(rate, of: performances, confidence: confidence)
        else { return nil }
        var (largest, widest, surest) = (-1.0, -1.0, -1.0)
        var (largestPair, widestPair, surestPair) = ((0, 1), (0, 1), (0, 1))
        let bounds = compared.groups.map { ShareBounds($0.share) }
        for first in bounds.indices {
            for second in bounds[(first + 1)...].indices {
                let pair = DifferenceBounds(bounds[first], minus: bounds[second])
                if pair.difference.magnitude > largest {
                    (largest, largestPair) = (pair.difference.magnitude, (first, second))
                }
                if pair.gapUpper > widest {
                    (widest, widestPair) = (pair.gapUpper, (first, second))
                }
                if pair.gapLower > surest {
                    (surest, surestPair) = (pair.gapLower, (first, second))
                }
            }
        }
        // Where no pair is surely apart, the largest stands for the surest.
        if surest == 0 { surestPair = largestPair }
        self.rate = rate
        self.confidence = confidence
        pairConfidence = compared.pairConfidence
        pairs = compared.pairs
        groups = compared.groups
        unjudged = compared.unjudged
        self.largest = compared.pair(largestPair)
        self.widest = compared.pair(widestPair)
        self.surest = compared.pair(surestPair)
    }
}

/// A group that has the rate that is compared.
package struct ComparedGroup: Sendable, Equatable {
    package let name: String
    /// All rows of the group, of which ``share`` may count only some.
    package let rows: Int
    package let share: WilsonInterval
}

/// The groups that have a rate, with intervals that share one confidence among all pairs.
struct ComparedGroups: Sendable, Equatable {
    let groups: [ComparedGroup]
    let unjudged: [String]
    let pairs: Int
    let pairConfidence: Double

    init?(
        _ rate: GroupRate, of performances: [GroupPerformance], confidence: Double
    ) throws(SampleError) {
        let judged = performances.filter { rate.share(of: $0.confusion).trials > 0 }
        guard judged.count >= 2 else { return nil }
        let pairs = judged.count * (judged.count - 1) / 2
        let pairConfidence = 1 - (1 - confidence) / Double(pairs)
        let deviate = try NormalQuantile(twoSided: confidence, comparisons: pairs).value
        var groups: [ComparedGroup] = []
        for group in judged {
            let share = rate.share(of: group.confusion)
            let interval = try WilsonInterval(
                successes: share.successes, trials: share.trials, confidence: pairConfidence,
                deviate: deviate)
            groups.append(ComparedGroup(name: group.name, rows: group.rows, share: interval))
        }
        self.groups = groups
        self.pairs = pairs
        self.pairConfidence = pairConfidence
        unjudged = performances.map(\.name)
            .filter { name in !judged.contains { $0.name == name } }
    }

    /// A pair by its indices, the group with the higher rate first.
    func pair(_ indices: (Int, Int)) -> GroupPair {
        let (first, second) = (groups[indices.0], groups[indices.1])
        let swaps = second.share.estimate > first.share.estimate
        let (higher, lower) = swaps ? (second, first) : (first, second)
        return GroupPair(
            higher: higher.name, lower: lower.name,
            interval: NewcombeInterval(higher.share, minus: lower.share))
    }
}
