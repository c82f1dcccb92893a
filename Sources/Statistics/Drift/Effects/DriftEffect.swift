import RealModule

/// How far two samples lie apart, and how far the populations that they are from may.
package struct DriftEffect: Sendable, Equatable {
    /// How the bounds depend on the number of rows.
    enum Rule: Sendable, Equatable {
        /// ``DistanceBand``, and what a sketch may be off.
        case band(slack: Double)
        case squared(SquaredEffect)
        /// Normal, with the variance that one row of either side has, and what a sketch may be off.
        case normal(DriftPair, slack: Double)
    }

    package let measure: DriftMeasure
    package let estimate: Double
    package let lower: Double
    package let upper: Double
    package let confidence: Double
    let rule: Rule
    /// With weights the effective ones.
    let rows: DriftPair

    init(
        _ measure: DriftMeasure, estimate: Double, rule: Rule, rows: DriftPair, confidence: Double
    ) {
        self.measure = measure
        self.estimate = estimate
        self.rule = rule
        self.rows = rows
        self.confidence = confidence
        (lower, upper) = Self.bounds(measure, estimate, rule, rows, confidence)
    }

    private static func bounds(
        _ measure: DriftMeasure, _ estimate: Double, _ rule: Rule, _ rows: DriftPair,
        _ confidence: Double
    ) -> (Double, Double) {
        let most = mostPossible(measure)
        switch rule {
        case .band(let slack):
            let margin =
                slack
                + DistanceBand(
                    reference: rows.reference, current: rows.current, confidence: confidence
                ).margin
            return (max(estimate - margin, 0), min(estimate + margin, most))
        case .squared(let effect):
            let bounds = effect.bounds(rows: rows, confidence: confidence)
            return (unit(measure, bounds.lower), min(unit(measure, bounds.upper), most))
        case .normal(let variances, let slack):
            let variance = variances.reference / rows.reference + variances.current / rows.current
            let reach = slack + deviate(confidence) * variance.squareRoot()
            return (max(estimate - reach, 0), min(estimate + reach, most))
        }
    }

    /// From a divergence to the measure's own unit.
    private static func unit(_ measure: DriftMeasure, _ divergence: Double) -> Double {
        switch measure {
        case .jensenShannon: JensenShannon.share(of: divergence)
        case .cramersV: divergence.squareRoot()
        case .kolmogorovSmirnov, .wasserstein, .populationStability: divergence
        }
    }

    private static func mostPossible(_ measure: DriftMeasure) -> Double {
        switch measure {
        case .kolmogorovSmirnov, .jensenShannon, .cramersV: 1
        case .wasserstein, .populationStability: .infinity
        }
    }

    private static func deviate(_ confidence: Double) -> Double {
        guard let quantile = try? NormalQuantile(twoSided: confidence) else {
            preconditionFailure("settings check the confidence")
        }
        return quantile.value
    }

    /// Whether it is beyond a limit for sure, within it for sure, or neither (`nil`).
    package func isBeyond(_ limit: Double) -> Bool? {
        lower > limit ? true : upper <= limit ? false : nil
    }

    /// The same estimate from other numbers of rows.
    func among(_ rows: DriftPair) -> DriftEffect {
        DriftEffect(measure, estimate: estimate, rule: rule, rows: rows, confidence: confidence)
    }
}
