import RealModule

/// How the bounds of an estimate were found.
package enum IntervalMethod: String, Sendable, Equatable, CaseIterable {
    /// ``WilsonInterval``: a share of rows.
    case wilson
    /// ``NewcombeInterval``: a difference of shares of different rows.
    case newcombe
    /// ``ShareRatioInterval``: a ratio of such shares.
    case mover
    /// DeLong's variance of an ``AreaUnderCurve``, or of the difference of two.
    case deLong
    /// Newcombe's method 5 of an ``AreaUnderCurve``.
    case areaScore
    /// The percentiles of resampled counts.
    case cellBootstrap
    /// The largest of all groups' resampled deviations (max-T).
    case simultaneousBootstrap
    /// `value ± z·error`, with the error from each row's influence on the value.
    case normal
    /// The same around the logarithm: of values above 0.
    case logNormal
    /// The same around the logit: of values between 0 and 1.
    case logitNormal
    /// Between two rows in the order of their values, by the binomial law.
    case orderStatistics
}

/// A number measured on rows, and where its true value may lie.
package struct Estimate: Sendable, Equatable {
    package let value: Double
    package let lower: Double
    package let upper: Double
    package let confidence: Double
    package let method: IntervalMethod
    /// The rows that the number rests on.
    package let rows: Int

    package init(
        value: Double, lower: Double, upper: Double, confidence: Double, method: IntervalMethod,
        rows: Int
    ) {
        self.value = value
        self.lower = lower
        self.upper = upper
        self.confidence = confidence
        self.method = method
        self.rows = rows
    }

    package init(_ share: WilsonInterval) {
        self.init(
            value: share.estimate, lower: share.lower, upper: share.upper,
            confidence: share.confidence, method: .wilson, rows: share.trials)
    }

    package init(_ area: AreaUnderCurve) {
        self.init(
            value: area.area, lower: area.lower, upper: area.upper, confidence: area.confidence,
            method: area.method == .deLong ? .deLong : .areaScore,
            rows: area.positives + area.negatives)
    }

    /// `value ± z·error`, cut to a range.
    init(
        value: Double, error: Double, deviate: Double, confidence: Double, rows: Int,
        within range: ClosedRange<Double> = -.infinity ... .infinity
    ) {
        self.init(
            value: value, lower: max(value - deviate * error, range.lowerBound),
            upper: min(value + deviate * error, range.upperBound), confidence: confidence,
            method: .normal, rows: rows)
    }

    /// `value·e^(±z·error/value)`, for a value ≥ 0; a value of 0 keeps its plain bounds.
    init(logarithm value: Double, error: Double, deviate: Double, confidence: Double, rows: Int) {
        guard value > 0, error.isFinite else {
            self.init(
                value: value, error: error, deviate: deviate, confidence: confidence, rows: rows,
                within: 0 ... .infinity)
            return
        }
        let factor = Double.exp(deviate * error / value)
        self.init(
            value: value, lower: value / factor, upper: value * factor, confidence: confidence,
            method: .logNormal, rows: rows)
    }

    /// Bounds of `logit(value) ± z·error/(value·(1 − value))`, taken back to 0...1.
    init(logit value: Double, error: Double, deviate: Double, confidence: Double, rows: Int) {
        guard value > 0, value < 1 else {
            self.init(
                value: value, error: error, deviate: deviate, confidence: confidence, rows: rows,
                within: 0...1)
            return
        }
        let odds = value / (1 - value)
        let factor = Double.exp(deviate * error / (value * (1 - value)))
        self.init(
            value: value, lower: odds / factor / (1 + odds / factor),
            upper: 1 - 1 / (1 + odds * factor), confidence: confidence, method: .logitNormal,
            rows: rows)
    }
}
