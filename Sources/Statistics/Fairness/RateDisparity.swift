/// How far apart groups' rates are in one number, as Fairlearn's `MetricFrame` says it.
///
/// Observed values, without the doubt that ``GroupGap`` and ``GroupRatio`` put beside them. Groups
/// without a row to count the rate over are left out.
package struct RateDisparity: Sendable, Equatable {
    package let rate: GroupRate
    package let groupMin: Double
    package let groupMax: Double
    /// The largest rate minus the smallest, 0...1.
    package let difference: Double
    /// The smallest rate over the largest, 0...1; `nil` when nobody is counted.
    package let ratio: Double?
    /// The largest distance of a group's rate from that of all rows, 0...1.
    package let differenceToOverall: Double
    /// The smallest ratio of a group's rate and that of all rows, whichever is less goes above;
    /// 0...1; `nil` when nobody is counted.
    package let ratioToOverall: Double?

    /// `nil` when no group has the rate.
    init?(_ rate: GroupRate, groups: [GroupPerformance], overall: ConfusionMatrix) {
        let rates = groups.compactMap { $0.rate(rate)?.estimate }
        let all = rate.share(of: overall)
        guard let least = rates.min(), let most = rates.max(), all.trials > 0 else { return nil }
        let middle = Double(all.successes) / Double(all.trials)
        self.rate = rate
        groupMin = least
        groupMax = most
        difference = most - least
        ratio = most > 0 ? least / most : nil
        differenceToOverall = max(most - middle, middle - least)
        ratioToOverall = middle > 0 && most > 0 ? min(least / middle, middle / most) : nil
    }
}

/// Equalised odds in one number: the worse of true and false positive rates.
package struct EqualizedOdds: Sendable, Equatable {
    /// 0 when groups are treated alike.
    package let difference: Double
    /// 1 when groups are treated alike; `nil` when nobody is counted in either rate.
    package let ratio: Double?
    /// The mean of both gaps, Fairlearn's `agg="mean"`.
    package let meanDifference: Double

    /// `nil` when either rate is undefined.
    init?(_ disparities: [RateDisparity]) {
        guard let truePositive = disparities.first(where: { $0.rate == .truePositive }),
            let falsePositive = disparities.first(where: { $0.rate == .falsePositive })
        else { return nil }
        difference = max(truePositive.difference, falsePositive.difference)
        meanDifference = (truePositive.difference + falsePositive.difference) / 2
        ratio = [truePositive.ratio, falsePositive.ratio].compactMap(\.self).min()
    }
}
