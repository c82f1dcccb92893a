/// How far the true distribution function gets below the empirical one.
///
/// `P(D⁺ ≥ x) = x Σᵥ C(n, v) (x + v/n)^(v−1) (1 − x − v/n)^(n−v)` over `v` from 0 to `⌊n(1 − x)⌋`.
/// Among many rows the terms are smooth in `v` and vanish with all their derivatives at both
/// ends, so that every `h`-th of them, `h` times, gives the same sum to the last digits.
///
/// Source: Z. Birnbaum and F. Tingey, *One-sided confidence contours for probability distribution
/// functions*, Annals of Mathematical Statistics 22 (1951).
struct OneSidedDistance: Sendable, Equatable {
    let rows: Int

    /// Up to so many rows every term is taken, and about so many above.
    static let termsMost = 4_096

    /// The probability of a distance of `x` or more; `x` strictly between 0 and 1.
    func upper(_ x: Double) -> Double {
        let n = Double(rows)
        let stride = max(rows / Self.termsMost, 1)
        let last = Int((n * (1 - x)).rounded(.down))
        var sum = 0.0
        var v = 0
        while v <= last {
            let share = Double(v) / n
            let rest = max(1 - x - share, 0)
            sum +=
                SaddlePointDensity.binomial(Double(v), of: n, p: x + share, q: rest)
                / (x + share)
            v += stride
        }
        return sum * x * Double(stride)
    }
}
