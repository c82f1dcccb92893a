/// The distribution of a sum of squares of normal variables.
package struct ChiSquareDistribution: Sendable, Equatable {
    /// > 0; need not be whole.
    package let degreesOfFreedom: Double

    package init(degreesOfFreedom: Double) {
        precondition(degreesOfFreedom > 0, "a chi-square variable has degrees of freedom")
        self.degreesOfFreedom = degreesOfFreedom
    }

    /// The probability of a value at or below `x`.
    package func lower(_ x: Double) -> Double {
        IncompleteGamma(shape: degreesOfFreedom / 2, x: max(x, 0) / 2).lower
    }

    /// The probability of a value above `x`: the p-value of a chi-square test.
    package func upper(_ x: Double) -> Double {
        IncompleteGamma(shape: degreesOfFreedom / 2, x: max(x, 0) / 2).upper
    }

    /// The smallest value that is exceeded with a probability of at most `probability`.
    ///
    /// - Throws: ``SampleError/probabilityOutOfRange(_:)`` unless strictly between 0 and 1.
    package func upperQuantile(_ probability: Double) throws(SampleError) -> Double {
        guard probability > 0, probability < 1 else { throw .probabilityOutOfRange(probability) }
        return MonotoneRoot.first(in: 0...1e300) { upper($0) <= probability }
    }
}
