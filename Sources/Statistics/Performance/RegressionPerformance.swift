/// How far predicted numbers are from actual ones.
///
/// Intervals are Student's for means of rows; around the logarithm, from each row's influence, for
/// the root mean square error and the unexplained shares `1 − R²`; between two rows in order of
/// error for the median.
package struct RegressionPerformance: Sendable, Equatable {
    package struct PinballLoss: Sendable, Equatable {
        /// Which quantile was predicted, 0...1.
        package let quantile: Double
        /// The mean of `q·e` for errors `e = actual − predicted` above 0, and of `(q − 1)·e` below.
        package let loss: Estimate
    }

    package let rows: Int
    package let meanError: Estimate
    package let meanAbsoluteError: Estimate
    package let meanSquaredError: Estimate
    package let rootMeanSquaredError: Estimate
    package let medianAbsoluteError: Estimate
    /// The mean of `|error / actual|`; `nil` when an actual value is 0.
    package let meanAbsolutePercentageError: Estimate?
    /// The share of the actual values' variance that is explained; `nil` when these are all alike.
    package let rSquared: Estimate?
    /// The same, with a constant error forgiven.
    package let explainedVariance: Estimate?
    package let pinballLosses: [PinballLoss]

    /// - Parameters:
    ///   - actual: Finite; shape `[rows]`.
    ///   - predicted: Finite; same shape.
    ///   - quantiles: Whose pinball loss is asked for, strictly between 0 and 1.
    ///   - confidence: Strictly between 0 and 1.
    /// - Throws: ``SampleError`` when there are no rows, the columns differ in length, or a value is
    ///   out of its range.
    /// - Complexity: O(rows · log rows).
    package init(
        actual: [Double], predicted: [Double], quantiles: [Double] = [],
        confidence: Double = 0.95
    ) throws(SampleError) {
        guard !actual.isEmpty else { throw .noRows }
        guard actual.count == predicted.count else {
            throw .lengthsDiffer(
                column: "predicted", rows: predicted.count, expected: actual.count)
        }
        try Scores.finite(actual, "actual")
        try Scores.finite(predicted, "predicted")
        let errors = zip(actual, predicted).map { $0 - $1 }
        let mean = { (values: [Double], least: Double) throws(SampleError) in
            try Estimate(meanOf: values, confidence: confidence, within: least ... .infinity)
        }
        rows = actual.count
        meanError = try mean(errors, -.infinity)
        meanAbsoluteError = try mean(errors.map(\.magnitude), 0)
        meanSquaredError = try mean(errors.map { $0 * $0 }, 0)
        medianAbsoluteError = try Estimate(
            medianOf: errors.map(\.magnitude), confidence: confidence)
        meanAbsolutePercentageError =
            actual.contains(0)
            ? nil : try mean(zip(errors, actual).map { ($0 / $1).magnitude }, 0)
        var losses: [PinballLoss] = []
        for quantile in quantiles {
            guard quantile > 0, quantile < 1 else { throw .probabilityOutOfRange(quantile) }
            let loss = try mean(errors.map { $0 * (quantile - ($0 < 0 ? 1 : 0)) }, 0)
            losses.append(PinballLoss(quantile: quantile, loss: loss))
        }
        pinballLosses = losses
        let spread = try ErrorSpread(actual: actual, errors: errors, confidence: confidence)
        rootMeanSquaredError = spread.root
        rSquared = spread.explained(forgivingMean: false)
        explainedVariance = spread.explained(forgivingMean: true)
    }
}

/// Squared errors against the variance of what was to be predicted.
private struct ErrorSpread {
    private let actual: [Double]
    private let errors: [Double]
    private let confidence: Double
    private let deviate: Double

    init(actual: [Double], errors: [Double], confidence: Double) throws(SampleError) {
        self.actual = actual
        self.errors = errors
        self.confidence = confidence
        deviate = try NormalQuantile(twoSided: confidence).value
    }

    private var rows: Double { Double(errors.count) }

    var root: Estimate {
        let squares = errors.map { $0 * $0 }
        let mean = squares.reduce(0, +) / rows
        let error = squares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }.squareRoot() / rows
        let value = mean.squareRoot()
        // d√m = dm / 2√m
        return Estimate(
            logarithm: value, error: value > 0 ? error / (2 * value) : 0, deviate: deviate,
            confidence: confidence, rows: errors.count)
    }

    func explained(forgivingMean: Bool) -> Estimate? {
        let centre = actual.reduce(0, +) / rows
        let bias = forgivingMean ? errors.reduce(0, +) / rows : 0
        let left = errors.map { ($0 - bias) * ($0 - bias) }
        let all = actual.map { ($0 - centre) * ($0 - centre) }
        let (leftMean, allMean) = (left.reduce(0, +) / rows, all.reduce(0, +) / rows)
        guard allMean > 0 else { return nil }
        let share = leftMean / allMean
        let squares = zip(left, all).reduce(0.0) { sum, pair in
            let influence = (pair.0 - share * pair.1) / allMean
            return sum + influence * influence
        }
        let unexplained = Estimate(
            logarithm: share, error: squares.squareRoot() / rows, deviate: deviate,
            confidence: confidence, rows: errors.count)
        return Estimate(
            value: 1 - share, lower: 1 - unexplained.upper, upper: 1 - unexplained.lower,
            confidence: confidence, method: unexplained.method, rows: errors.count)
    }
}
