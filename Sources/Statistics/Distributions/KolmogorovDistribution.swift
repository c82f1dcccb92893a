import RealModule

/// How large the greatest distance between an empirical and the true distribution function gets.
///
/// `D` of `n` rows, two-sided. Durbin's matrix for few rows or small distances, twice the one-sided
/// tail where both tails at once are too rare to matter, the expansion of Pelz and Good between.
/// Absolute error below 1e-13, and relative below 1e-11 in the upper tail.
///
/// Sources: R. Simard and P. L'Ecuyer, *Computing the two-sided Kolmogorov-Smirnov distribution*,
/// Journal of Statistical Software 39 (2011), for the choice; W. Pelz and I. Good, *Approximating the
/// lower tail-areas of the Kolmogorov-Smirnov one-sample statistic*, JRSS B 38 (1976).
package struct KolmogorovDistribution: Sendable, Equatable {
    /// ≥ 1.
    package let rows: Int

    package init(rows: Int) {
        precondition(rows > 0, "a distance needs rows")
        self.rows = rows
    }

    /// The probability of a distance of `x` or more: the p-value.
    package func upper(_ x: Double) -> Double {
        let n = Double(rows)
        let steps = n * x
        guard x < 1 else { return 0 }
        guard steps > 0.5 else { return 1 }
        if steps <= 1 { return 1 - smallest(steps) }
        if steps >= n - 1 { return 2 * Double.pow(1 - x, rows) }
        let square = steps * x
        if square >= 370 { return 0 }
        if x >= 0.5 || square >= (rows <= 140 ? 4 : 2.2) {
            return min(2 * OneSidedDistance(rows: rows).upper(x), 1)
        }
        if rows <= 140 || (rows <= 20_000 && steps * x.squareRoot() <= 1.4) {
            return 1 - DurbinMatrix(rows: rows, distance: x).probability
        }
        return min(max(1 - pelzGood(x), 0), 1)
    }

    /// Between half a step and one: `n! · ((2nx − 1) / n)ⁿ`.
    private func smallest(_ steps: Double) -> Double {
        let n = Double(rows)
        // n!/nⁿ is the Poisson density at its mean, without e⁻ⁿ.
        return Double.exp(
            Double.log(2 * steps - 1) * n - n + Double.log(2 * Double.pi * n) / 2
                + SaddlePointDensity.stirlingError(n))
    }

    private func pelzGood(_ x: Double) -> Double {
        let n = Double(rows)
        let z = x * n.squareRoot()
        let p2 = Double.pi * Double.pi
        let q = -p2 / (8 * z * z)
        guard q > -700 else { return 0 }
        let terms = PelzGoodTerms(z: z)
        var sums = (0.0, 0.0, 0.0, 0.0)
        for k in stride(from: Int((16 * z / Double.pi).rounded(.up)), through: 1, by: -1) {
            let m = Double(2 * k - 1)
            let power = Double.exp(q * m * m)
            let c = terms.odd(m)
            sums.0 += power
            sums.1 += power * c.0
            sums.2 += power * c.1
            sums.3 += power * c.2
            let even = Double.exp(4 * q * Double(k * k)) * Double(k * k)
            sums.2 -= even * 2 * p2 * Double.pow(z, 4)
            sums.3 +=
                even * 30 * p2 * Double.pow(z, 4)
                * (3 * z * z - p2 * Double(k * k))
        }
        let scale = (2 * Double.pi).squareRoot()
        return scale
            * (sums.0 / z + sums.1 / (6 * Double.pow(z, 4) * n.squareRoot())
                + sums.2 / (72 * Double.pow(z, 7) * n)
                + sums.3 / (6_480 * Double.pow(z, 10) * n * n.squareRoot()))
    }
}

/// The polynomials of the expansion's first three corrections.
private struct PelzGoodTerms {
    let z: Double

    func odd(_ m: Double) -> (Double, Double, Double) {
        let (z2, m2) = (z * z, m * m)
        let (z4, z6, z8) = (z2 * z2, z2 * z2 * z2, z2 * z2 * z2 * z2)
        let p2 = Double.pi * Double.pi
        let (pm, pm2) = (p2 * m2, p2 * p2 * m2 * m2)
        let first = -z2 + pm / 4
        let second = 6 * z6 + 2 * z4 + (2 * z4 - 5 * z2) * pm / 4 + (1 - 2 * z2) * pm2 / 16
        let third =
            -30 * z6 - 90 * z8 + (135 * z4 - 96 * z6) * pm / 4
            + (212 * z4 - 60 * z2) * pm2 / 16 + (5 - 30 * z2) * pm2 * pm / 64
        return (first, second, third)
    }
}
