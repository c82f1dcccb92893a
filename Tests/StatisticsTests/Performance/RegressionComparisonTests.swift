import Testing

@testable import Statistics

@Suite struct RegressionComparisonTests {
    private func sample(_ seed: UInt64, rows: Int) -> (
        actual: [Double], first: [Double], second: [Double]
    ) {
        var random = SeededRandom(seed: seed)
        let actual = (0..<rows).map { _ in random.unit() * 10 }
        let noise = { (size: Double) in
            actual.map { $0 + (random.unit() + random.unit() - 1) * size }
        }
        return (actual, noise(1), noise(1))
    }

    @Test func `differences are those of both by themselves`() throws {
        let (actual, first, second) = sample(1, rows: 300)
        let one = try RegressionPerformance(actual: actual, predicted: first)
        let two = try RegressionPerformance(actual: actual, predicted: second)
        let found = try RegressionComparison(actual: actual, first: first, second: second)
        #expect(
            isClose(
                found.meanAbsoluteError.value,
                one.meanAbsoluteError.value - two.meanAbsoluteError.value))
        #expect(
            isClose(
                found.meanSquaredError.value,
                one.meanSquaredError.value - two.meanSquaredError.value))
        #expect(
            isClose(
                found.rootMeanSquaredError.value,
                one.rootMeanSquaredError.value - two.rootMeanSquaredError.value))
        let shares = try (#require(one.rSquared), #require(two.rSquared))
        #expect(isClose(found.rSquared?.value ?? 9, shares.0.value - shares.1.value))
    }

    /// Both have the same error in truth, so the difference is 0.
    @Test func `intervals hold the true difference as often as they say`() throws {
        var held = [0, 0, 0, 0]
        for seed in 0..<400 {
            let (actual, first, second) = sample(UInt64(seed + 1), rows: 120)
            let found = try RegressionComparison(actual: actual, first: first, second: second)
            let estimates = [
                found.meanAbsoluteError, found.meanSquaredError, found.rootMeanSquaredError,
                try #require(found.rSquared),
            ]
            for (index, estimate) in estimates.enumerated()
            where estimate.lower <= 0 && estimate.upper >= 0 { held[index] += 1 }
        }
        for count in held { #expect(count > 366 && count < 394, "\(held)") }
    }

    @Test func `what cannot be compared is refused, and constants explain nothing`() throws {
        #expect(throws: SampleError.noRows) {
            try RegressionComparison(actual: [], first: [], second: [])
        }
        #expect(throws: SampleError.lengthsDiffer(column: "second", rows: 1, expected: 2)) {
            try RegressionComparison(actual: [1, 2], first: [1, 2], second: [1])
        }
        #expect(throws: SampleError.valueNotFinite(column: "first", row: 1, value: .infinity)) {
            try RegressionComparison(actual: [1, 2], first: [1, .infinity], second: [1, 2])
        }
        let constant = try RegressionComparison(actual: [1, 1], first: [1, 2], second: [1, 1])
        #expect(constant.rSquared == nil)
        #expect(constant.meanAbsoluteError.value == 0.5)
    }
}
