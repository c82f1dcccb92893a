import Testing

@testable import Statistics

@Suite struct IsotonicRegressionTests {
    @Test func `the curve is scikit-learn's, inside and outside its scores`() throws {
        let sample = try PerformanceValues.load().isotonic
        let curve = try IsotonicRegression(
            labels: sample.labels.map { $0 == 1 }, scores: sample.scores)
        let values = sample.asked.map { curve.value(at: $0) }
        #expect(zip(values, sample.values).allSatisfy { isClose($0, $1) })
        #expect(zip(curve.values, curve.values.dropFirst()).allSatisfy { $0 <= $1 })
    }

    @Test func `no rows and no numbers are refused`() {
        #expect(throws: SampleError.noRows) { try IsotonicRegression(labels: [], scores: []) }
        #expect(throws: SampleError.self) {
            try IsotonicRegression(labels: [true], scores: [.nan])
        }
    }
}
