import RealModule

/// Draws how often a cell of `mean` rows is in a resample: Poisson, exactly.
///
/// Below a mean of 10 by running up the distribution function; from there by transformed rejection
/// with squeeze, whose constants are computed once for a cell.
///
/// Source: W. Hörmann, *The transformed rejection method for generating Poisson random variables*,
/// Insurance: Mathematics and Economics 12 (1993), algorithm PTRS.
struct PoissonLaw: Sendable {
    private static let smallMost = 10.0

    private let mean: Double
    /// `e^−mean` of a small mean, else `ln mean`.
    private let exponential: Double
    private let a: Double
    private let b: Double
    private let logScale: Double
    private let accepted: Double

    /// - Parameter mean: ≥ 0 and finite.
    init(mean: Double) {
        self.mean = mean
        guard mean >= Self.smallMost else {
            (exponential, a, b, logScale, accepted) = (Double.exp(-mean), 0, 0, 0, 0)
            return
        }
        b = 0.931 + 2.53 * mean.squareRoot()
        a = -0.059 + 0.02483 * b
        exponential = Double.log(mean)
        logScale = Double.log(1.1239 + 1.1328 / (b - 3.4))
        accepted = 0.9277 - 3.6224 / (b - 2)
    }

    func draw(_ random: inout SeededRandom) -> Double {
        mean < Self.smallMost ? small(&random) : large(&random)
    }

    private func small(_ random: inout SeededRandom) -> Double {
        var (count, term, left) = (0.0, exponential, random.unit())
        // Past 1,000 the terms are 0, so rounding cannot keep the loop running.
        while left >= term, count < 1_000 {
            left -= term
            count += 1
            term *= mean / count
        }
        return count
    }

    private func large(_ random: inout SeededRandom) -> Double {
        while true {
            let u = random.unit() - 0.5
            let v = random.unit()
            let fromEdge = 0.5 - u.magnitude
            let count = ((2 * a / fromEdge + b) * u + mean + 0.43).rounded(.down)
            if fromEdge >= 0.07 && v <= accepted { return count }
            if count < 0 || (fromEdge < 0.013 && v > fromEdge) { continue }
            let left = Double.log(v) + logScale - Double.log(a / (fromEdge * fromEdge) + b)
            if left <= count * exponential - mean - Double.logGamma(count + 1) { return count }
        }
    }
}
