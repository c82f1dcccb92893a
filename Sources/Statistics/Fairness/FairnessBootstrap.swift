import RealModule

/// Every group's rates at every threshold, and their differences and ratios against the baseline,
/// all from the same resamples.
///
/// Groups are resampled one after the other, so memory does not grow with their number.
struct FairnessBootstrap {
    private let counts: FairnessCounts
    private let configuration: FairnessConfiguration
    /// `nil`: all rows.
    private let baseline: Int?
    private let deviate: Double
    private let sharedDeviate: Double
    private let confusions: [[ConfusionMatrix]]
    private let baselineConfusions: [ConfusionMatrix]
    private var summariser: ReplicateSummariser
    private var sharedSummariser: ReplicateSummariser
    private var simultaneous: SimultaneousDeviations
    /// Groups that are compared with the baseline.
    private let compared: Int
    private var comparisons: [[[RateComparison]]] = []

    private static let rates = GroupRate.allCases

    /// - Parameters:
    ///   - counts: Rows by group, label and bin.
    ///   - confusions: By group, the unknown last, and threshold.
    ///   - overall: Of all rows, by threshold.
    ///   - baseline: A group's index, or `nil` for all rows.
    ///   - configuration: Checked.
    /// - Throws: ``SampleError/confidenceOutOfRange(_:)``.
    init(
        _ counts: FairnessCounts, confusions: [[ConfusionMatrix]], overall: [ConfusionMatrix],
        baseline: Int?, configuration: FairnessConfiguration
    ) throws(SampleError) {
        let compared = max(counts.names.count - (baseline == nil ? 0 : 1), 1)
        let comparisons = configuration.multiplicity == .none ? 1 : compared
        let confidence = configuration.confidence
        let shared = configuration.multiplicity == .bonferroni ? Double(compared) : 1
        self.compared = compared
        self.counts = counts
        self.configuration = configuration
        self.baseline = baseline
        self.confusions = confusions
        baselineConfusions = baseline.map { confusions[$0] } ?? overall
        deviate = try NormalQuantile(twoSided: confidence).value
        sharedDeviate = try NormalQuantile(twoSided: confidence, comparisons: comparisons).value
        summariser = try ReplicateSummariser(
            confidence: confidence, replicates: configuration.replicates)
        sharedSummariser = try ReplicateSummariser(
            confidence: 1 - (1 - confidence) / shared, replicates: configuration.replicates)
        simultaneous = SimultaneousDeviations(
            replicates: configuration.multiplicity == .maxT ? configuration.replicates : 0,
            families: counts.thresholds.count * Self.rates.count * 2)
    }

    /// - Returns: By threshold, group and rate.
    mutating func run() -> [[[RateComparison]]] {
        let against = baselineSeries()
        for group in counts.names.indices {
            let replicates = drawn(group)
            comparisons.append(
                counts.thresholds.indices.map { threshold in
                    compare(group, replicates, threshold: threshold, against: against)
                })
        }
        if configuration.multiplicity == .maxT { widen() }
        return counts.thresholds.indices.map { threshold in comparisons.map { $0[threshold] } }
    }

    private func drawn(_ group: Int) -> GroupReplicates {
        var replicates = GroupReplicates(bins: counts.bins, replicates: configuration.replicates)
        var random =
            group < counts.names.count
            ? SeededRandom(seed: configuration.seed, stream: counts.names[group])
            : SeededRandom(seed: configuration.seed)
        replicates.draw(
            positives: counts.bins(group: group, label: 1),
            negatives: counts.bins(group: group, label: 0), random: &random)
        return replicates
    }

    /// The baseline's rates in each replicate, by threshold and rate.
    private func baselineSeries() -> [[Double]] {
        var sum: GroupReplicates
        if let baseline {
            sum = drawn(baseline)
        } else {
            sum = drawn(0)
            for group in 1..<counts.groups { sum.add(drawn(group)) }
        }
        var series: [[Double]] = []
        for threshold in counts.thresholds.indices {
            for rate in Self.rates {
                var values = [Double](repeating: 0, count: configuration.replicates)
                sum.fill(&values, rate, threshold: threshold)
                series.append(values)
            }
        }
        return series
    }

    private mutating func compare(
        _ group: Int, _ replicates: GroupReplicates, threshold: Int, against: [[Double]]
    ) -> [RateComparison] {
        var series = [Double](repeating: 0, count: configuration.replicates)
        var result: [RateComparison] = []
        for (index, rate) in Self.rates.enumerated() {
            let shares = ComparedShares(
                group: rate.share(of: confusions[group][threshold]),
                baseline: rate.share(of: baselineConfusions[threshold]), isNested: baseline == nil)
            guard shares.group.trials > 0 else {
                result.append(RateComparison(rate: rate))
                continue
            }
            replicates.fill(&series, rate, threshold: threshold)
            var comparison = RateComparison(rate: rate, estimate: estimate(shares.group, series))
            if group != baseline {
                let family = threshold * Self.rates.count + index
                addComparison(
                    to: &comparison, shares, series, against[family], group, family)
            }
            result.append(comparison)
        }
        return result
    }

    private mutating func estimate(
        _ share: (successes: Int, trials: Int), _ series: [Double]
    ) -> Estimate? {
        let value = Double(share.successes) / Double(share.trials)
        guard ComparedShares.isLarge(share), let summary = summariser.summarise(series) else {
            let bounds = ShareBounds(share: value, trials: Double(share.trials), deviate: deviate)
            return Estimate(
                value: value, lower: bounds.lower, upper: bounds.upper,
                confidence: configuration.confidence, method: .wilson, rows: share.trials)
        }
        return bootstrapped(value, summary, rows: share.trials)
    }

    private mutating func addComparison(
        to comparison: inout RateComparison, _ shares: ComparedShares, _ series: [Double],
        _ against: [Double], _ group: Int, _ family: Int
    ) {
        guard shares.areLarge else {
            (comparison.difference, comparison.ratio) = shares.closedForm(
                deviate: sharedDeviate, confidence: configuration.confidence)
            return
        }
        let value = Double(shares.group.successes) / Double(shares.group.trials)
        let other = Double(shares.baseline.successes) / Double(shares.baseline.trials)
        let rows = shares.group.trials + (shares.isNested ? 0 : shares.baseline.trials)
        var changed = series
        for index in changed.indices { changed[index] = series[index] - against[index] }
        if let summary = sharedSummariser.summarise(changed) {
            simultaneous.add(changed, summary, group: group, family: family * 2)
            comparison.difference = bootstrapped(value - other, summary, rows: rows)
        }
        for index in changed.indices { changed[index] = series[index] / against[index] }
        if let summary = sharedSummariser.summarise(changed) {
            if configuration.multiplicity == .maxT { addLogarithms(of: changed, group, family) }
            comparison.ratio = bootstrapped(value / other, summary, rows: rows)
        }
    }

    private mutating func addLogarithms(of ratios: [Double], _ group: Int, _ family: Int) {
        let logarithms = ratios.map { Double.log($0) }
        guard let summary = sharedSummariser.summarise(logarithms) else { return }
        simultaneous.add(logarithms, summary, group: group, family: family * 2 + 1)
    }

    private func bootstrapped(_ value: Double, _ summary: ReplicateSummary, rows: Int) -> Estimate {
        Estimate(
            value: value, lower: summary.lower, upper: summary.upper,
            confidence: configuration.confidence, method: .cellBootstrap, rows: rows)
    }

    /// Gives every bootstrapped comparison the bounds that hold for all groups together.
    private mutating func widen() {
        let factors = simultaneous.factors(alpha: 1 - configuration.confidence, of: compared)
        for group in counts.names.indices {
            for threshold in counts.thresholds.indices {
                for rate in Self.rates.indices {
                    let family = (threshold * Self.rates.count + rate) * 2
                    widen(
                        &comparisons[group][threshold][rate],
                        difference: reach(group, family, factors),
                        ratio: reach(group, family + 1, factors))
                }
            }
        }
    }

    private func reach(_ group: Int, _ family: Int, _ factors: [Double?]) -> Double? {
        guard let factor = factors[family],
            let error = simultaneous.error(group: group, family: family)
        else { return nil }
        return factor * error
    }

    private func widen(
        _ comparison: inout RateComparison, difference reach: Double?, ratio logarithm: Double?
    ) {
        if let difference = comparison.difference, let reach {
            comparison.difference = widened(
                difference, lower: difference.value - reach, upper: difference.value + reach)
        }
        if let ratio = comparison.ratio, let logarithm {
            comparison.ratio = widened(
                ratio, lower: ratio.value * Double.exp(-logarithm),
                upper: ratio.value * Double.exp(logarithm))
        }
    }

    private func widened(_ estimate: Estimate, lower: Double, upper: Double) -> Estimate {
        Estimate(
            value: estimate.value, lower: lower, upper: upper, confidence: estimate.confidence,
            method: .simultaneousBootstrap, rows: estimate.rows)
    }
}
