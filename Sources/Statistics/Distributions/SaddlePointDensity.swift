import RealModule

/// Poisson and binomial densities without cancellation, also between whole numbers.
///
/// Both are a Stirling factor times `exp(−deviance)`, where the deviance is computed as a small
/// number and never as a difference of large ones: the relative error stays near 1e-15 for counts
/// of billions, where one by way of `log Γ` has lost half its digits.
///
/// Source: C. Loader, *Fast and Accurate Computation of Binomial Probabilities* (2000).
enum SaddlePointDensity {
    /// `xᵏ e⁻ˣ / Γ(k + 1)`; `k` ≥ 0, `x` ≥ 0, neither need be whole.
    static func poisson(_ k: Double, mean x: Double) -> Double {
        guard x > 0 else { return k == 0 ? 1 : 0 }
        guard k > 0 else { return Double.exp(-x) }
        return Double.exp(-stirlingError(k) - deviance(k, x)) / (2 * Double.pi * k).squareRoot()
    }

    /// `Γ(n + 1) / (Γ(k + 1) Γ(n − k + 1)) · pᵏ qⁿ⁻ᵏ`; `0 ≤ k ≤ n`, `q` is `1 − p`.
    static func binomial(_ k: Double, of n: Double, p: Double, q: Double) -> Double {
        let rest = n - k
        if k == 0 { return n == 0 ? 1 : Double.exp(n * logOfRest(p, q)) }
        if rest == 0 { return Double.exp(n * logOfRest(q, p)) }
        guard p > 0, q > 0 else { return 0 }
        let exponent =
            stirlingError(n) - stirlingError(k) - stirlingError(rest)
            - deviance(k, n * p) - deviance(rest, n * q)
        return Double.exp(exponent) * (n / (2 * Double.pi * k * rest)).squareRoot()
    }

    /// `log q`, from `p` where that is the more exact of the two.
    private static func logOfRest(_ p: Double, _ q: Double) -> Double {
        p < 0.5 ? Double.log(onePlus: -p) : Double.log(q)
    }

    /// `log Γ(n + 1) − (n + ½) log n + n − ½ log 2π`, which falls towards `1 / 12n`.
    static func stirlingError(_ n: Double) -> Double {
        guard n > 15 else {
            return Double.logGamma(n + 1) - (n + 0.5) * Double.log(n) + n
                - 0.918_938_533_204_672_741_780
        }
        return series(n * n) / n
    }

    /// The Bernoulli series of the error times `n`, for `n` > 15.
    private static func series(_ square: Double) -> Double {
        var sum = 1.0 / 156 / square
        sum = (691.0 / 360_360 - sum) / square
        sum = (1.0 / 1_188 - sum) / square
        sum = (1.0 / 1_680 - sum) / square
        sum = (1.0 / 1_260 - sum) / square
        sum = (1.0 / 360 - sum) / square
        return 1.0 / 12 - sum
    }

    /// `x log(x / m) + m − x`, ≥ 0: how far a count lies from its mean.
    static func deviance(_ x: Double, _ m: Double) -> Double {
        guard x > 0 else { return m }
        let difference = x - m
        guard difference.magnitude < 0.1 * (x + m) else {
            return x * Double.log(x / m) + m - x
        }
        let v = difference / (x + m)
        var power = 2 * x * v
        var sum = difference * v
        var odd = 3.0
        while true {
            power *= v * v
            let next = sum + power / odd
            if next == sum { return next }
            sum = next
            odd += 2
        }
    }
}
