import Testing

@testable import Statistics

@Suite struct RegressionPerformanceTests {
    @Test func `every measure is scikit-learn's`() throws {
        for sample in try PerformanceValues.load().regression {
            let found = try RegressionPerformance(
                actual: sample.actual, predicted: sample.predicted, quantiles: [0.1, 0.5, 0.9])
            #expect(isClose(found.meanAbsoluteError.value, sample.mae))
            #expect(isClose(found.meanSquaredError.value, sample.mse))
            #expect(isClose(found.rootMeanSquaredError.value, sample.rmse))
            #expect(isClose(found.medianAbsoluteError.value, sample.median))
            #expect(isClose(found.meanAbsolutePercentageError?.value ?? 9, sample.mape))
            #expect(isClose(found.rSquared?.value ?? 9, sample.r2))
            #expect(isClose(found.explainedVariance?.value ?? 9, sample.explained))
            #expect(
                zip(found.pinballLosses, sample.pinball).allSatisfy { isClose($0.loss.value, $1) })
        }
    }

    @Test func `intervals cover the truth in 93 to 97 of 100`() throws {
        var random = SeededRandom(seed: 6)
        let normal = { (random: inout SeededRandom) in
            (0..<12).reduce(-6) { sum, _ in sum + random.unit() }
        }
        var (root, share, median) = (0, 0, 0)
        for _ in 0..<500 {
            let predicted = (0..<400).map { _ in normal(&random) * 2 }
            let actual = predicted.map { $0 + normal(&random) }
            let found = try RegressionPerformance(actual: actual, predicted: predicted)
            let rSquared = try #require(found.rSquared)
            let covers = { (estimate: Estimate, truth: Double) in
                estimate.lower <= truth && truth <= estimate.upper ? 1 : 0
            }
            root += covers(found.rootMeanSquaredError, 1)
            share += covers(rSquared, 0.8)
            // The median of |sum of 12 units − 6|, by simulation of ten million.
            median += covers(found.medianAbsoluteError, 0.6833)
        }
        #expect((465...485).contains(root), "\(root) of 500, seed 6")
        #expect((465...485).contains(share), "\(share) of 500, seed 6")
        #expect((465...488).contains(median), "\(median) of 500, seed 6")
    }

    @Test func `constant and zero values leave shares undefined`() throws {
        let found = try RegressionPerformance(actual: [0, 0, 0], predicted: [1, 2, 3])
        #expect(found.rSquared == nil && found.meanAbsolutePercentageError == nil)
        #expect(found.meanError.value == -2)
        #expect(throws: SampleError.self) {
            try RegressionPerformance(actual: [.infinity], predicted: [1])
        }
        #expect(throws: SampleError.probabilityOutOfRange(1)) {
            try RegressionPerformance(actual: [1], predicted: [1], quantiles: [1])
        }
    }

    @Test func `perfect predictions are perfect`() throws {
        let found = try RegressionPerformance(actual: [1, 2, 4], predicted: [1, 2, 4])
        #expect(found.rSquared?.value == 1 && found.rootMeanSquaredError.value == 0)
    }
}
