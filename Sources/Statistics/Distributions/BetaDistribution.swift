/// The beta distribution: what is known of a share after `a − 1` successes and `b − 1` failures.
package struct BetaDistribution: Sendable, Equatable {
    /// > 0.
    package let a: Double
    /// > 0.
    package let b: Double

    package init(a: Double, b: Double) {
        precondition(a > 0 && b > 0, "a beta variable has two positive shapes")
        self.a = a
        self.b = b
    }

    /// The probability of a share at or below `x`, which is 0...1.
    package func lower(_ x: Double) -> Double { IncompleteBeta(a: a, b: b, x: x).lower }

    /// The probability of a share above `x`, which is 0...1.
    package func upper(_ x: Double) -> Double { IncompleteBeta(a: a, b: b, x: x).upper }

    /// The share below which the variable falls with this probability.
    ///
    /// - Throws: ``SampleError/probabilityOutOfRange(_:)`` unless strictly between 0 and 1.
    package func quantile(_ probability: Double) throws(SampleError) -> Double {
        guard probability > 0, probability < 1 else { throw .probabilityOutOfRange(probability) }
        return MonotoneRoot.first(in: 0...1) { lower($0) >= probability }
    }
}
