/// Every measure of drift for a column of numbers.
package struct NumericDrift: Sendable, Equatable {
    package let kolmogorovSmirnov: KolmogorovSmirnov
    /// `nil` when a value is infinite.
    package let wasserstein: WassersteinDistance?
    /// Over the reference's quantile bins.
    package let stability: PopulationStability
    /// Over the same bins.
    package let jensenShannon: JensenShannon
    package let bins: QuantileBins
    /// Rows or weight per bin; shape `[bins]`.
    package let referenceCounts: [Double]
    /// Same shape.
    package let currentCounts: [Double]
    /// Each measure with its interval; without Wasserstein's where it is undefined.
    package let effects: [DriftEffect]

    /// - Parameters:
    ///   - comparison: Of the two samples.
    ///   - settings: The smoothing.
    ///   - confidence: Of each interval by itself.
    ///   - slack: What the measures may be off because sketches made the samples.
    /// - Throws: ``DriftError``.
    /// - Complexity: That of ``KolmogorovSmirnov``.
    init(
        _ comparison: NumericComparison, settings: DriftSettings, confidence: Double,
        slack: SketchSlack = SketchSlack()
    ) throws(DriftError) {
        kolmogorovSmirnov = KolmogorovSmirnov(comparison, slack: slack.distance)
        wasserstein = WassersteinDistance(comparison)
        bins = comparison.bins
        referenceCounts = comparison.referenceCounts
        currentCounts = comparison.currentCounts
        // Smoothing adds rows, so it is rows that must be counted, whatever unit weights have.
        stability = try PopulationStability(
            reference: referenceCounts.scaled(to: comparison.reference.effectiveRows),
            current: currentCounts.scaled(to: comparison.current.effectiveRows),
            smoothing: settings.smoothing)
        jensenShannon = try JensenShannon(reference: referenceCounts, current: currentCounts)
        let maker = EffectMaker(
            rows: DriftPair(
                reference: comparison.reference.effectiveRows,
                current: comparison.current.effectiveRows),
            degreesOfFreedom: Double(bins.count - 1), confidence: confidence,
            slack: slack.distance, rootSlack: slack.root(referenceCounts, currentCounts))
        effects =
            [maker.distance(kolmogorovSmirnov.statistic)]
            + (maker.wasserstein(wasserstein, comparison.distance, slack: slack.width)
                .map { [$0] } ?? [])
            + [maker.stability(stability), maker.jensenShannon(jensenShannon)]
    }
}

/// Measures with their intervals.
struct EffectMaker {
    let rows: DriftPair
    let degreesOfFreedom: Double
    let confidence: Double
    /// What sketches may add to the largest distance.
    var slack = 0.0
    /// And to the root of a stability index.
    var rootSlack = 0.0

    func distance(_ statistic: Double) -> DriftEffect {
        DriftEffect(
            .kolmogorovSmirnov, estimate: statistic, rule: .band(slack: slack), rows: rows,
            confidence: confidence)
    }

    func wasserstein(
        _ distance: WassersteinDistance?, _ parts: DistributionDistance, slack: Double
    ) -> DriftEffect? {
        guard let distance, let normed = distance.normed else { return nil }
        let unit = distance.distance > 0 ? normed / distance.distance : 0
        let variances = DriftPair(
            reference: parts.referenceVariance * unit * unit,
            current: parts.currentVariance * unit * unit)
        return DriftEffect(
            .wasserstein, estimate: normed,
            rule: .normal(variances, slack: slack * unit), rows: rows, confidence: confidence)
    }

    func stability(_ stability: PopulationStability) -> DriftEffect {
        squared(
            .populationStability, stability.index, stability.index, stability.variances,
            perHarmonicRow: 1)
    }

    func jensenShannon(_ divergence: JensenShannon) -> DriftEffect {
        squared(
            .jensenShannon, divergence.share, divergence.divergence, divergence.variances,
            perHarmonicRow: 8)
    }

    func cramersV(_ test: ChiSquareTest) -> DriftEffect {
        squared(
            .cramersV, test.cramersV, test.cramersV * test.cramersV, test.variances,
            perHarmonicRow: nil)
    }

    private func squared(
        _ measure: DriftMeasure, _ estimate: Double, _ value: Double,
        _ variances: (reference: Double, current: Double), perHarmonicRow: Double?
    ) -> DriftEffect {
        let effect = SquaredEffect(
            value: value, degreesOfFreedom: degreesOfFreedom,
            variances: DriftPair(reference: variances.reference, current: variances.current),
            perHarmonicRow: perHarmonicRow,
            slack: rootSlack * (perHarmonicRow.map { 1 / $0 } ?? 0.25).squareRoot())
        return DriftEffect(
            measure, estimate: estimate, rule: .squared(effect), rows: rows,
            confidence: confidence)
    }
}
