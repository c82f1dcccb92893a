import RealModule

/// The normal distribution with mean 0 and variance 1.
///
/// Its quantiles are ``NormalQuantile``.
package enum NormalDistribution {
    /// The probability of a value at or below `z`; relative error about 1e-15 in the lower tail.
    package static func lower(_ z: Double) -> Double {
        Double.erfc(-z * 0.5.squareRoot()) / 2
    }

    /// The probability of a value above `z`.
    package static func upper(_ z: Double) -> Double { lower(-z) }

    /// The probability of a value at least as far from 0 as `z`, on either side: a two-sided p-value.
    package static func twoSided(_ z: Double) -> Double {
        min(Double.erfc(z.magnitude * 0.5.squareRoot()), 1)
    }

    package static func density(_ z: Double) -> Double {
        Double.exp(-z * z / 2) / (2 * Double.pi).squareRoot()
    }
}
