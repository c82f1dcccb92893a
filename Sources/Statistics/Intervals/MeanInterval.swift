/// The mean of values, with Student's interval.
struct MeanInterval: Sendable, Equatable {
    let mean: Double
    /// Of the mean; 0 for a single value.
    let standardError: Double
    let rows: Int

    /// - Parameter values: Finite; at least one; shape `[rows]`.
    /// - Throws: ``SampleError/noRows``.
    init(_ values: [Double]) throws(SampleError) {
        guard !values.isEmpty else { throw .noRows }
        var (sum, squares) = (0.0, 0.0)
        for value in values { sum += value }
        let mean = sum / Double(values.count)
        for value in values { squares += (value - mean) * (value - mean) }
        let rows = Double(values.count)
        self.mean = mean
        self.rows = values.count
        standardError = values.count > 1 ? (squares / (rows - 1) / rows).squareRoot() : 0
    }
}

extension Estimate {
    /// `mean ± t·error`; a single value bounds nothing, so its interval is the range itself.
    init(
        meanOf values: [Double], confidence: Double,
        within range: ClosedRange<Double> = -.infinity ... .infinity
    ) throws(SampleError) {
        guard confidence > 0, confidence < 1 else { throw .confidenceOutOfRange(confidence) }
        let interval = try MeanInterval(values)
        guard interval.rows > 1 else {
            self.init(
                value: interval.mean, lower: range.lowerBound, upper: range.upperBound,
                confidence: confidence, method: .normal, rows: 1)
            return
        }
        let law = StudentDistribution(degreesOfFreedom: Double(interval.rows - 1))
        self.init(
            value: interval.mean, error: interval.standardError,
            deviate: try -law.quantile((1 - confidence) / 2), confidence: confidence,
            rows: interval.rows, within: range)
    }
}
