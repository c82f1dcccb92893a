import Testing

@testable import Statistics

@Suite struct RegressionPerformanceWeightsTests {
    private func measured(_ sample: WeightValues.Regression) throws -> RegressionPerformance {
        try RegressionPerformance(
            actual: sample.actual, predicted: sample.predicted,
            weights: RowWeights(sample.weights), quantiles: [0.1])
    }

    @Test func `every value is scikit-learn's with sample weights`() throws {
        for sample in try WeightValues.load().regression {
            let report = try measured(sample)
            let values = [
                "mae": report.meanAbsoluteError, "mse": report.meanSquaredError,
                "rmse": report.rootMeanSquaredError, "median": report.medianAbsoluteError,
                "mape": try #require(report.meanAbsolutePercentageError),
                "r2": try #require(report.rSquared),
                "explained": try #require(report.explainedVariance),
                "pinball": report.pinballLosses[0].loss,
            ]
            for (name, value) in sample.of_sklearn {
                let estimate = try #require(values[name])
                #expect(isClose(estimate.value, value), "\(name)")
                #expect(estimate.lower <= value && value <= estimate.upper, "\(name)")
            }
        }
    }

    @Test func `means have statsmodels' robust errors and Kish's degrees of freedom`() throws {
        for sample in try WeightValues.load().regression {
            let report = try measured(sample)
            for (estimate, mean) in [
                (report.meanError, sample.mean_error), (report.meanAbsoluteError, sample.mae),
                (report.meanSquaredError, sample.mse),
            ] {
                #expect(isClose(estimate.value, mean.value))
                #expect(isClose(estimate.upper - estimate.value, mean.reach, within: 1e-9))
            }
        }
    }

    @Test func `equal weights say what rows say, to the last interval`() throws {
        let sample = try WeightValues.load().regression[0]
        let weighted = try measured(sample)
        let plain = try RegressionPerformance(
            actual: sample.actual, predicted: sample.predicted, quantiles: [0.1])
        for (one, other) in [
            (plain.meanError, weighted.meanError),
            (plain.rootMeanSquaredError, weighted.rootMeanSquaredError),
            (plain.medianAbsoluteError, weighted.medianAbsoluteError),
            (plain.rSquared, weighted.rSquared),
            (plain.explainedVariance, weighted.explainedVariance),
        ] {
            let (one, other) = (try #require(one), try #require(other))
            #expect(isClose(one.lower, other.lower) && isClose(one.upper, other.upper))
        }
    }

    @Test func `one row, or one that outweighs all others, bounds nothing`() throws {
        for weights in [[1.0, 0, 0], [1, 1e-6, 1e-6]] {
            let report = try RegressionPerformance(
                actual: [1, 2, 3], predicted: [2, 2, 2], weights: RowWeights(weights))
            #expect(report.meanError.lower == -.infinity && report.meanError.upper == .infinity)
            #expect(isClose(report.meanAbsoluteError.value, 1, within: 1e-5))
            #expect(report.meanAbsoluteError.lower == 0)
        }
    }
}
