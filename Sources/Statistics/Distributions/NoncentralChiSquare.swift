import RealModule

/// The distribution of a chi-square statistic when there is something to find.
///
/// A Poisson mixture of chi-square distributions, `Σ Pois(j; λ/2) · χ²(df + 2j)`, summed outwards
/// from its largest weight. Above ``largestSummed`` the sum is replaced by a normal variable for a
/// power of the statistic, whose error there is below 1e-4.
///
/// Sources: N. Johnson, S. Kotz, N. Balakrishnan, *Continuous Univariate Distributions 2* (1995),
/// 29.2; M. Sankaran, *On the non-central chi-square distribution*, Biometrika 46 (1959).
struct NoncentralChiSquare: Sendable, Equatable {
    let degreesOfFreedom: Double
    /// λ ≥ 0.
    let noncentrality: Double

    static let largestSummed = 1_000.0

    /// The probability of a value at or below `x`.
    func lower(_ x: Double) -> Double {
        guard x > 0 else { return 0 }
        return noncentrality + degreesOfFreedom > Self.largestSummed
            ? approximation(x) : mixture(x)
    }

    private func mixture(_ x: Double) -> Double {
        let mean = noncentrality / 2
        let centre = mean.rounded(.down)
        let weight = SaddlePointDensity.poisson(centre, mean: mean)
        let shape = degreesOfFreedom / 2 + centre
        let chance = IncompleteGamma(shape: shape, x: x / 2).lower
        let step = SaddlePointDensity.poisson(shape, mean: x / 2)
        return weight * chance + above(centre, weight, shape, chance, step, x / 2)
            + below(centre, weight, shape, chance, step, x / 2)
    }

    /// The terms after the largest: `P(a + 1, x) = P(a, x) − xᵃ e⁻ˣ / Γ(a + 1)`.
    private func above(
        _ centre: Double, _ weight: Double, _ shape: Double, _ chance: Double, _ step: Double,
        _ x: Double
    ) -> Double {
        var (j, weight, a, chance, step, sum) = (centre, weight, shape, chance, step, 0.0)
        while weight * chance > 1e-17 {
            j += 1
            weight *= noncentrality / 2 / j
            chance = max(chance - step, 0)
            a += 1
            step *= x / a
            sum += weight * chance
        }
        return sum
    }

    /// The terms before it.
    private func below(
        _ centre: Double, _ weight: Double, _ shape: Double, _ chance: Double, _ step: Double,
        _ x: Double
    ) -> Double {
        var (j, weight, a, chance, step, sum) = (centre, weight, shape, chance, step, 0.0)
        while j > 0, weight > 1e-17 {
            weight *= j / (noncentrality / 2)
            j -= 1
            step *= a / x
            a -= 1
            chance = min(chance + step, 1)
            sum += weight * chance
        }
        return sum
    }

    private func approximation(_ x: Double) -> Double {
        let (k, l) = (degreesOfFreedom, noncentrality)
        let h = 1 - 2.0 / 3 * (k + l) * (k + 3 * l) / ((k + 2 * l) * (k + 2 * l))
        let p = (k + 2 * l) / ((k + l) * (k + l))
        let m = (h - 1) * (1 - 3 * h)
        let mean = 1 + h * p * (h - 1 - 0.5 * (2 - h) * m * p)
        let spread = h * (2 * p).squareRoot() * (1 + 0.5 * m * p)
        return NormalDistribution.lower((Double.pow(x / (k + l), h) - mean) / spread)
    }

    /// The noncentrality at which a statistic at or below `x` has this probability; 0 when even
    /// without any it is less likely.
    static func noncentrality(
        reaching x: Double, degreesOfFreedom: Double, probability: Double
    ) -> Double {
        let most = (x + degreesOfFreedom + 100) * 4
        return MonotoneRoot.first(in: 0...most, digits: 36) {
            NoncentralChiSquare(degreesOfFreedom: degreesOfFreedom, noncentrality: $0).lower(x)
                <= probability
        }
    }
}
