import Testing

@testable import Statistics

@Suite struct CalibrationCurveTests {
    @Test func `bins are scikit-learn's and the error is their weighted distance`() throws {
        for sample in try PerformanceValues.load().binary {
            let curve = try CalibrationCurve(
                labels: sample.labels.map { $0 == 1 }, scores: sample.first,
                bootstrap: CellBootstrap(replicates: 200))
            #expect(curve.bins.map(\.share.estimate).count == sample.curve.share.count)
            #expect(
                zip(curve.bins, sample.curve.share).allSatisfy { isClose($0.share.estimate, $1) })
            #expect(zip(curve.bins, sample.curve.mean).allSatisfy { isClose($0.meanScore, $1) })
            #expect(isClose(curve.expectedError.value, sample.curve.error))
        }
    }

    @Test func `quantiles hold about as many rows each, and ties are one edge`() throws {
        let scores = (0..<100).map { Double($0) / 100 }
        let curve = try CalibrationCurve(
            labels: scores.map { $0 > 0.5 }, scores: scores, binning: .quantiles(bins: 4),
            bootstrap: CellBootstrap())
        #expect(curve.bins.map(\.share.trials) == [25, 25, 25, 25])
        let flat = try CalibrationCurve(
            labels: [true, false], scores: [0.5, 0.5], binning: .quantiles(bins: 4),
            bootstrap: CellBootstrap())
        #expect(flat.bins.count == 1 && flat.expectedError.value == 0)
    }

    @Test func `no bin is refused`() throws {
        #expect(throws: SampleError.self) {
            try CalibrationCurve(
                labels: [true], scores: [1], binning: .width(bins: 0), bootstrap: CellBootstrap())
        }
    }
}
