/// The regularised incomplete gamma functions `P(a, x) = γ(a, x) / Γ(a)` and `Q = 1 − P`.
///
/// The power series below `a + 1` gives `P`, the continued fraction above it gives `Q`; the other is
/// the rest to 1, so the smaller of the two keeps its digits in the tails. Relative error about
/// 1e-14.
///
/// Source: NIST Digital Library of Mathematical Functions, 8.7.1 and 8.9.2.
package struct IncompleteGamma: Sendable, Equatable {
    /// `P(a, x)`, 0...1.
    package let lower: Double
    /// `Q(a, x)`, 0...1.
    package let upper: Double

    /// - Parameters:
    ///   - a: > 0.
    ///   - x: ≥ 0.
    /// - Complexity: O(√a) near `x = a`, and a few dozen steps far from it.
    package init(shape a: Double, x: Double) {
        precondition(a > 0 && x >= 0, "an incomplete gamma function has a > 0 and x ≥ 0")
        guard x > 0 else {
            (lower, upper) = (0, 1)
            return
        }
        guard x < .infinity else {
            (lower, upper) = (1, 0)
            return
        }
        let density = SaddlePointDensity.poisson(a, mean: x)
        if x < a + 1 {
            lower = min(density * Self.series(a, x), 1)
            upper = 1 - lower
        } else {
            upper = min(density * a / Self.fraction(a, x), 1)
            lower = 1 - upper
        }
    }

    /// `Σ xⁿ / ((a + 1) ⋯ (a + n))` from `n = 0`.
    private static func series(_ a: Double, _ x: Double) -> Double {
        var (sum, term, n) = (1.0, 1.0, a)
        while term > sum * 1e-17 {
            n += 1
            term *= x / n
            sum += term
        }
        return sum
    }

    /// `x + 1 − a − 1·(1 − a)/(x + 3 − a − 2·(2 − a)/(x + 5 − a − …))`, by Lentz's method.
    private static func fraction(_ a: Double, _ x: Double) -> Double {
        var b = x + 1 - a
        var fraction = b
        var (c, d) = (b, 0.0)
        for n in 1...10_000_000 {
            let numerator = -Double(n) * (Double(n) - a)
            b += 2
            d = 1 / ContinuedFraction.away(b + numerator * d)
            c = ContinuedFraction.away(b + numerator / c)
            fraction *= c * d
            if (c * d - 1).magnitude < 1e-16 { break }
        }
        return fraction
    }
}

/// What the evaluation of continued fractions by Lentz's method shares.
enum ContinuedFraction {
    /// A denominator that must not be 0.
    static func away(_ value: Double) -> Double { value == 0 ? 1e-300 : value }
}
