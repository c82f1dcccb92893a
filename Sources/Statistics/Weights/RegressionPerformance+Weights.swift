extension RegressionPerformance {
    /// What rows of unlike weight say: every mean, variance and median is weighted.
    ///
    /// - Parameters:
    ///   - actual: Finite; shape `[rows]`.
    ///   - predicted: Finite; same shape.
    ///   - weights: Same shape.
    ///   - quantiles: Whose pinball loss is asked for, strictly between 0 and 1.
    ///   - confidence: Strictly between 0 and 1.
    /// - Throws: ``SampleError`` as for rows of one weight.
    /// - Complexity: O(rows · log rows).
    package init(
        actual: [Double], predicted: [Double], weights: RowWeights, quantiles: [Double] = [],
        confidence: Double = 0.95
    ) throws(SampleError) {
        guard !actual.isEmpty else { throw .noRows }
        for (name, count) in [("predicted", predicted.count), ("weights", weights.values.count)]
        where count != actual.count {
            throw .lengthsDiffer(column: name, rows: count, expected: actual.count)
        }
        try Scores.finite(actual, "actual")
        try Scores.finite(predicted, "predicted")
        let errors = zip(actual, predicted).map { $0 - $1 }
        let mean = { (values: [Double], least: Double) throws(SampleError) in
            try Estimate(
                meanOf: values, weights: weights, confidence: confidence,
                within: least ... .infinity)
        }
        rows = actual.count
        meanError = try mean(errors, -.infinity)
        meanAbsoluteError = try mean(errors.map(\.magnitude), 0)
        meanSquaredError = try mean(errors.map { $0 * $0 }, 0)
        medianAbsoluteError = try Estimate(
            medianOf: errors.map(\.magnitude), weights: weights, confidence: confidence)
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
        let spread = try WeightedSpread(
            actual: actual, errors: errors, weights: weights, confidence: confidence)
        rootMeanSquaredError = spread.root
        rSquared = spread.explained(forgivingMean: false)
        explainedVariance = spread.explained(forgivingMean: true)
    }
}

/// Squared errors against the variance of what was to be predicted, both weighted.
private struct WeightedSpread {
    private let actual: [Double]
    private let errors: [Double]
    private let weights: RowWeights
    private let confidence: Double
    private let deviate: Double

    init(
        actual: [Double], errors: [Double], weights: RowWeights, confidence: Double
    ) throws(SampleError) {
        self.actual = actual
        self.errors = errors
        self.weights = weights
        self.confidence = confidence
        deviate = try NormalQuantile(twoSided: confidence).value
    }

    private var rows: Int { errors.count - weights.ignoredRows }

    private func mean(_ values: [Double]) -> Double {
        values.weightedSum(weights.values) / weights.sum
    }

    /// `√(Σ w²·influence²) / Σw`.
    private func error(_ influences: [Double]) -> Double {
        var squares = 0.0
        for (influence, weight) in zip(influences, weights.values) where weight > 0 {
            squares += influence * weight * (influence * weight)
        }
        return squares.squareRoot() / weights.sum
    }

    var root: Estimate {
        let squares = errors.map { $0 * $0 }
        let mean = mean(squares)
        let value = mean.squareRoot()
        // d√m = dm / 2√m
        return Estimate(
            logarithm: value, error: value > 0 ? error(squares.map { $0 - mean }) / (2 * value) : 0,
            deviate: deviate, confidence: confidence, rows: rows)
    }

    func explained(forgivingMean: Bool) -> Estimate? {
        let centre = mean(actual)
        let bias = forgivingMean ? mean(errors) : 0
        let left = errors.map { ($0 - bias) * ($0 - bias) }
        let all = actual.map { ($0 - centre) * ($0 - centre) }
        let allMean = mean(all)
        guard allMean > 0 else { return nil }
        let share = mean(left) / allMean
        let unexplained = Estimate(
            logarithm: share,
            error: error(zip(left, all).map { ($0 - share * $1) / allMean }),
            deviate: deviate, confidence: confidence, rows: rows)
        return Estimate(
            value: 1 - share, lower: 1 - unexplained.upper, upper: 1 - unexplained.lower,
            confidence: confidence, method: unexplained.method, rows: rows)
    }
}
