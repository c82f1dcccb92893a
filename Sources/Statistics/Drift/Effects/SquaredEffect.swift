import RealModule

/// An interval for a divergence, which is a chi-square statistic in another unit.
///
/// Near no drift a divergence `d` times a `factor` of the rows is a noncentral chi-square variable,
/// whose noncentrality is the true divergence times the factor: the bounds are those that a test
/// does not reject, so they reach 0 when nothing is there, and take off what chance alone adds.
/// Far from it the divergence is normal with the delta method's standard error; the bounds'
/// distances are stretched by what this differs from the noncentral variable's spread.
struct SquaredEffect: Sendable, Equatable {
    /// The observed divergence, ≥ 0.
    let value: Double
    let degreesOfFreedom: Double
    /// The delta method's variance that one row of either side has.
    let variances: DriftPair
    /// The factor is this times `nm / (n + m)`; or `nil`, when it is `n + m`.
    let perHarmonicRow: Double?
    /// How far the divergence's root may be off because sketches made the counts, ≥ 0.
    var slack = 0.0

    func factor(_ rows: DriftPair) -> Double {
        let sum = rows.reference + rows.current
        return perHarmonicRow.map { $0 * rows.reference * rows.current / sum } ?? sum
    }

    func bounds(rows: DriftPair, confidence: Double) -> (lower: Double, upper: Double) {
        let bounds = sampled(rows, confidence)
        let lower = max(bounds.lower.squareRoot() - slack, 0)
        let upper = bounds.upper.squareRoot() + slack
        return slack > 0 ? (lower * lower, upper * upper) : bounds
    }

    /// The bounds of exact counts.
    private func sampled(
        _ rows: DriftPair, _ confidence: Double
    ) -> (lower: Double, upper: Double) {
        guard degreesOfFreedom > 0 else { return (value, value) }
        let factor = factor(rows)
        let tail = (1 - confidence) / 2
        let lowest = noncentrality(value * factor, 1 - tail) / factor
        let highest = noncentrality(value * factor, tail) / factor
        let stretch = stretch(factor, rows)
        return (
            lowest > 0 ? max(value - (value - lowest) * stretch, 0) : 0,
            max(value, value + (highest - value) * stretch)
        )
    }

    private func noncentrality(_ statistic: Double, _ probability: Double) -> Double {
        NoncentralChiSquare.noncentrality(
            reaching: statistic, degreesOfFreedom: degreesOfFreedom, probability: probability)
    }

    /// The delta method's standard error over that of the noncentral variable.
    private func stretch(_ factor: Double, _ rows: DriftPair) -> Double {
        guard value > 0 else { return 1 }
        let variance = variances.reference / rows.reference + variances.current / rows.current
        return min(max((variance * factor / (4 * value)).squareRoot(), 0.5), 4)
    }
}

/// A number for either side.
package struct DriftPair: Sendable, Equatable {
    package var reference: Double
    package var current: Double

    package init(reference: Double, current: Double) {
        self.reference = reference
        self.current = current
    }
}
