/// A group's rate at one threshold, and how it compares with the baseline's.
package struct RateComparison: Sendable, Equatable {
    package let rate: GroupRate
    /// `nil` where the group has no row to count the rate over.
    package internal(set) var estimate: Estimate?
    /// The group's rate minus the baseline's; `nil` for the baseline itself, and where either is
    /// undefined.
    package internal(set) var difference: Estimate?
    /// The group's rate over the baseline's; `nil` as the difference, and where the baseline's is 0.
    package internal(set) var ratio: Estimate?
}

/// Successes and trials of a group's rate and of the baseline's.
struct ComparedShares: Sendable, Equatable {
    /// With fewer successes or failures than these in either share, percentiles of resamples are
    /// too coarse, and intervals are in closed form.
    static let rowsForBootstrap = 10

    let group: (successes: Int, trials: Int)
    let baseline: (successes: Int, trials: Int)
    /// Whether the group's rows are among the baseline's.
    let isNested: Bool

    static func == (first: Self, second: Self) -> Bool {
        first.group == second.group && first.baseline == second.baseline
            && first.isNested == second.isNested
    }

    static func isLarge(_ share: (successes: Int, trials: Int)) -> Bool {
        min(share.successes, share.trials - share.successes) >= rowsForBootstrap
    }

    var areLarge: Bool { Self.isLarge(group) && Self.isLarge(baseline) }

    /// Newcombe's interval, and MOVER's, for confidence shared among some comparisons.
    ///
    /// With `w` as the group's share of the baseline's trials, a rate minus that of all is `1 − w`
    /// times the rate minus that of the rest, and a rate over that of all is `1 / (w + (1 − w)/ρ)`
    /// with `ρ` as the ratio to the rest: so nested groups are compared with the rest.
    func closedForm(
        deviate: Double, confidence: Double
    ) -> (difference: Estimate?, ratio: Estimate?) {
        let other =
            isNested
            ? (baseline.successes - group.successes, baseline.trials - group.trials) : baseline
        guard group.trials > 0, other.1 > 0 else { return (nil, nil) }
        let first = Self.bounds(group, deviate)
        let second = Self.bounds(other, deviate)
        let weight = isNested ? Double(group.trials) / Double(baseline.trials) : 0
        let rows = group.trials + other.1
        let gap = DifferenceBounds(first, minus: second)
        let difference = Estimate(
            value: gap.difference * (1 - weight), lower: gap.lower * (1 - weight),
            upper: gap.upper * (1 - weight), confidence: confidence, method: .newcombe, rows: rows)
        let overAll = { (ratio: Double) in
            ratio == 0 ? 0 : 1 / (weight + (1 - weight) / ratio)
        }
        let ratio = RatioBounds(first, over: second).map {
            Estimate(
                value: overAll($0.ratio), lower: overAll($0.lower), upper: overAll($0.upper),
                confidence: confidence, method: .mover, rows: rows)
        }
        return (difference, ratio)
    }

    private static func bounds(
        _ share: (successes: Int, trials: Int), _ deviate: Double
    ) -> ShareBounds {
        ShareBounds(
            share: Double(share.successes) / Double(share.trials), trials: Double(share.trials),
            deviate: deviate)
    }
}
