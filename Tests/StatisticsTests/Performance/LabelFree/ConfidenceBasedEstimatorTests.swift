import Testing

@testable import Statistics

@Suite struct ConfidenceBasedEstimatorTests {
    private static let measures: [String: LabelFreeMeasure] = [
        "roc_auc": .areaUnderCurve, "average_precision": .averagePrecision,
        "f1": .confusion(.f1), "precision": .confusion(.precision), "recall": .confusion(.recall),
        "specificity": .confusion(.specificity), "accuracy": .confusion(.accuracy),
    ]

    private func carLoan() throws -> (
        values: PerformanceValues.CarLoan, chunks: [ConfidenceBasedEstimator.Chunk]
    ) {
        let values = try PerformanceValues.load().car_loan
        let rows = CountedRows(values.reference) { Double($0) / 100 }
        let estimator = try ConfidenceBasedEstimator(
            labels: rows.labels, scores: rows.scores, threshold: 0.5, rule: .atLeast,
            chunkRows: 5_000)
        #expect((estimator.calibrator != nil) == values.needs_calibration)
        let current = CountedRows(values.analysis.map { [$0] }) { Double($0) / 100 }
        return (values, try estimator.chunks(scores: current.scores, chunkRows: 5_000))
    }

    @Test func `estimates, bounds and alerts of the car loans are NannyML's`() throws {
        let (values, chunks) = try carLoan()
        for (name, measure) in Self.measures {
            let reference = try #require(values.estimates[name])
            // It ranks rows of one score by chance, and so do its average precision's steps.
            let isStep = measure == .averagePrecision
            for (chunk, index) in zip(chunks, reference.value.indices) {
                let found = try #require(chunk.measures[measure])
                #expect(
                    isClose(
                        found.estimate.value, reference.value[index],
                        within: isStep ? 2e-3 : 1e-6), "\(name) \(index)")
                #expect(found.isAlert == reference.alert[index], "\(name) \(index)")
                #expect(
                    isRelativelyClose(
                        found.samplingError, reference.sampling_error[index],
                        within: isStep ? 0.4 : measure == .areaUnderCurve ? 0.02 : 1e-9),
                    "\(name) \(found.samplingError) \(reference.sampling_error[index])")
                #expect(isClose(found.usual.lowerBound, reference.lower, within: 1e-6))
                #expect(isClose(found.usual.upperBound, reference.upper, within: 1e-6))
            }
        }
    }

    @Test func `the drift of the fifth chunk is seen without labels`() throws {
        let areas = try carLoan().chunks.map { $0.measures[.areaUnderCurve]?.isAlert }
        #expect(areas == Array(repeating: false, count: 5) + Array(repeating: true, count: 5))
    }

    @Test func `with probabilities that are known, estimates are what comes true`() throws {
        var random = SeededRandom(seed: 3)
        let scores = (0..<20_000).map { _ in random.unit() }
        let labels = scores.map { Int32(random.unit() < $0 ? 1 : 0) }
        let estimator = try ConfidenceBasedEstimator(
            labels: labels, scores: scores, threshold: 0.5, rule: .above, chunkRows: 2_000,
            calibration: .none)
        let chunk = try #require(estimator.chunks(scores: scores, chunkRows: 20_000).first)
        let report = try BinaryReport(
            labels: labels, scores: scores, threshold: 0.5, rule: .above,
            bootstrap: CellBootstrap())
        for measure in [BinaryMeasure.accuracy, .precision, .recall, .f1] {
            let found = try #require(chunk.measures[.confusion(measure)])
            let truth = try #require(report.measures[measure]?.value)
            #expect((found.estimate.value - truth).magnitude < 4 * found.samplingError)
        }
    }

    @Test func `one-class references measure what is defined`() throws {
        let estimator = try ConfidenceBasedEstimator(
            labels: [1, 1, 1], scores: [0.9, 0.8, 0.2], threshold: 0.5, rule: .above,
            chunkRows: 3)
        let chunk = try #require(estimator.chunks(scores: [0.9, 0.1], chunkRows: 5).first)
        #expect(chunk.measures[.areaUnderCurve] == nil)
        #expect(chunk.measures[.confusion(.accuracy)] != nil)
        #expect(throws: SampleError.self) {
            try estimator.chunks(scores: [0.5], chunkRows: 0)
        }
        #expect(throws: SampleError.noRows) { try estimator.chunks(scores: [], chunkRows: 5) }
    }
}
