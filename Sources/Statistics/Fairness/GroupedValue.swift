/// One group's value of a measure, and how sure it is at any confidence.
struct GroupedValue: Sendable, Equatable {
    /// By which scale the value is uncertain.
    enum Law: Sendable, Equatable {
        /// A share of rows, by ``WilsonInterval``.
        case share(successes: Int)
        /// The standard error of resamples, around the value itself.
        case plain(error: Double)
        /// Around the logarithm of a value ≥ 0.
        case logarithm(error: Double)
        /// Around the logarithm of 1 less the value.
        case unexplained(error: Double)
        /// Around the logit of a value 0...1.
        case logit(error: Double)
    }

    let name: String
    /// Rows, or queries of a ranking.
    let units: Int
    let value: Double
    let law: Law

    /// - Parameters:
    ///   - confidence: Of all comparisons together, strictly between 0 and 1.
    ///   - comparisons: Among how many it is shared (Bonferroni).
    /// - Returns: With the confidence that is this one's own.
    /// - Throws: ``SampleError/confidenceOutOfRange(_:)``.
    func estimate(confidence: Double, comparisons: Int) throws(SampleError) -> Estimate {
        let own = 1 - (1 - confidence) / Double(max(comparisons, 1))
        let deviate = try NormalQuantile(twoSided: confidence, comparisons: comparisons).value
        switch law {
        case .share(let successes):
            return Estimate(
                try WilsonInterval(
                    successes: successes, trials: units, confidence: own, deviate: deviate))
        case .plain(let error):
            return Estimate(
                value: value, error: error, deviate: deviate, confidence: own, rows: units)
        case .logarithm(let error):
            return Estimate(
                logarithm: value, error: error, deviate: deviate, confidence: own, rows: units)
        case .unexplained(let error):
            let left = Estimate(
                logarithm: 1 - value, error: error, deviate: deviate, confidence: own, rows: units)
            return Estimate(
                value: value, lower: 1 - left.upper, upper: 1 - left.lower, confidence: own,
                method: left.method, rows: units)
        case .logit(let error):
            return Estimate(
                logit: value, error: error, deviate: deviate, confidence: own, rows: units)
        }
    }
}

extension Estimate {
    /// This less another of other rows, each bound from those of both at right angles.
    ///
    /// ``NewcombeInterval`` does so with shares. Source: G. Zou and A. Donner, *Construction of
    /// confidence limits about effect measures: a general approach*, Statistics in Medicine 27 (2008).
    func difference(from other: Estimate) -> Estimate {
        let length = { (x: Double, y: Double) in (x * x + y * y).squareRoot() }
        let gap = value - other.value
        return Estimate(
            value: gap, lower: gap - length(value - lower, other.upper - other.value),
            upper: gap + length(upper - value, other.value - other.lower), confidence: confidence,
            method: .mover, rows: min(rows, other.rows))
    }
}
