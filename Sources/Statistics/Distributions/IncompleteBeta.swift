/// The regularised incomplete beta function `I_x(a, b)` and its rest to 1.
///
/// A continued fraction on the side of the mean where it converges; the other side is the rest to 1,
/// so the smaller of the two keeps its digits in the tails. Relative error about 1e-14.
///
/// Source: NIST Digital Library of Mathematical Functions, 8.17.4 and 8.17.22.
package struct IncompleteBeta: Sendable, Equatable {
    /// `I_x(a, b)`, 0...1.
    package let lower: Double
    /// `I_y(b, a)` with `y = 1 − x`, 0...1.
    package let upper: Double

    /// - Parameters:
    ///   - a: > 0.
    ///   - b: > 0.
    ///   - x: 0...1.
    ///   - rest: `1 − x`, given by whoever knows it more exactly than the subtraction does.
    /// - Complexity: O(√max(a, b)) at worst.
    package init(a: Double, b: Double, x: Double, rest: Double? = nil) {
        let y = rest ?? 1 - x
        precondition(
            a > 0 && b > 0 && x >= 0 && y >= 0, "an incomplete beta function is within 0...1")
        guard x > 0 else {
            (lower, upper) = (0, 1)
            return
        }
        guard y > 0 else {
            (lower, upper) = (1, 0)
            return
        }
        let density = SaddlePointDensity.binomial(a, of: a + b, p: x, q: y) / (a + b)
        if x < (a + 1) / (a + b + 2) {
            lower = min(density * b * Self.fraction(a, b, x), 1)
            upper = 1 - lower
        } else {
            upper = min(density * a * Self.fraction(b, a, y), 1)
            lower = 1 - upper
        }
    }

    /// `1/(1 + d₁/(1 + d₂/(1 + …)))`, by Lentz's method.
    private static func fraction(_ a: Double, _ b: Double, _ x: Double) -> Double {
        var (fraction, c, d) = (1.0, 1.0, 0.0)
        for n in 1...10_000_000 {
            let step = partialNumerator(n, a, b, x)
            d = 1 / ContinuedFraction.away(1 + step * d)
            c = ContinuedFraction.away(1 + step / c)
            fraction *= c * d
            if (c * d - 1).magnitude < 1e-16 { break }
        }
        return 1 / fraction
    }

    private static func partialNumerator(_ n: Int, _ a: Double, _ b: Double, _ x: Double) -> Double
    {
        let m = Double(n / 2)
        return n.isMultiple(of: 2)
            ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    }
}
