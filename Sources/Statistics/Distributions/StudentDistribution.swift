/// Student's t: a normal variable over an estimate of its own spread.
package struct StudentDistribution: Sendable, Equatable {
    /// > 0; need not be whole.
    package let degreesOfFreedom: Double

    package init(degreesOfFreedom: Double) {
        precondition(degreesOfFreedom > 0, "Student's t has degrees of freedom")
        self.degreesOfFreedom = degreesOfFreedom
    }

    /// The probability of a value above `t`.
    package func upper(_ t: Double) -> Double {
        t < 0 ? 1 - twoSided(t) / 2 : twoSided(t) / 2
    }

    /// The probability of a value at or below `t`.
    package func lower(_ t: Double) -> Double { upper(-t) }

    /// The probability of a value at least as far from 0 as `t`, on either side.
    package func twoSided(_ t: Double) -> Double {
        let square = t * t
        guard square < .infinity else { return 0 }
        let sum = degreesOfFreedom + square
        return IncompleteBeta(
            a: degreesOfFreedom / 2, b: 0.5, x: degreesOfFreedom / sum, rest: square / sum
        ).lower
    }

    /// The value below which the variable falls with this probability.
    ///
    /// - Throws: ``SampleError/probabilityOutOfRange(_:)`` unless strictly between 0 and 1.
    package func quantile(_ probability: Double) throws(SampleError) -> Double {
        guard probability > 0, probability < 1 else { throw .probabilityOutOfRange(probability) }
        guard probability != 0.5 else { return 0 }
        let tail = min(probability, 1 - probability)
        let magnitude = MonotoneRoot.first(in: 0...1e150) { upper($0) <= tail }
        return probability < 0.5 ? -magnitude : magnitude
    }
}
