/// Watches a model's errors: the drift detection method.
///
/// With `p` the share of errors so far and `s = √(p(1 − p)/n)`, it keeps the `p` and `s` with the
/// smallest sum; a sum above `p + 2s` of then is a warning, above `p + 3s` drift, after which it
/// begins anew.
///
/// Source: J. Gama and others, *Learning with drift detection*, SBIA 2004.
package struct ErrorRateWatch: Sendable, Equatable {
    package enum State: String, Sendable, Equatable {
        case steady, warning, drift
    }

    package let valuesLeast: Int
    package let warningDeviations: Double
    package let driftDeviations: Double
    /// Predictions since the last drift.
    package private(set) var count = 0
    /// The share of errors among them.
    package private(set) var errorRate = 0.0
    private var lowest: (rate: Double, error: Double)?
    private var begins = false

    package init(
        valuesLeast: Int = 30, warningDeviations: Double = 2, driftDeviations: Double = 3
    ) {
        self.valuesLeast = valuesLeast
        self.warningDeviations = warningDeviations
        self.driftDeviations = driftDeviations
    }

    package mutating func add(isError: Bool) -> State {
        if begins {
            self = ErrorRateWatch(
                valuesLeast: valuesLeast, warningDeviations: warningDeviations,
                driftDeviations: driftDeviations)
        }
        count += 1
        errorRate += ((isError ? 1 : 0) - errorRate) / Double(count)
        let error = (errorRate * (1 - errorRate) / Double(count)).squareRoot()
        guard count > valuesLeast else { return .steady }
        let sum = errorRate + error
        if lowest.map({ sum <= $0.rate + $0.error }) ?? true { lowest = (errorRate, error) }
        guard let lowest else { return .steady }
        begins = sum > lowest.rate + driftDeviations * lowest.error
        if begins { return .drift }
        return sum > lowest.rate + warningDeviations * lowest.error ? .warning : .steady
    }

    package static func == (one: Self, other: Self) -> Bool {
        one.count == other.count && one.errorRate == other.errorRate
            && one.lowest?.rate == other.lowest?.rate && one.begins == other.begins
            && one.valuesLeast == other.valuesLeast
    }
}
