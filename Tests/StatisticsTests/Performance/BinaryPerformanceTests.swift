import Testing

@testable import Statistics

@Suite struct BinaryPerformanceTests {
    @Test func `every measure is scikit-learn's, with ties and few rows`() throws {
        for sample in try ReferenceValues.load().samples {
            let performance = try BinaryPerformance(
                labels: sample.labels.map { $0 == 1 }, scores: sample.scores,
                threshold: sample.performance.threshold)
            try expect(performance, is: sample.performance)
        }
    }

    @Test func `every measure of the example's models is scikit-learn's`() throws {
        let rows = try ExampleRows.load()
        for example in try ReferenceValues.load().example {
            let performance = try BinaryPerformance(
                labels: rows.labels, scores: rows.scores(example.column),
                threshold: example.performance.threshold)
            #expect(performance.rows == 16_281)
            #expect(performance.areaUnderCurve?.method == .deLong)
            try expect(performance, is: example.performance)
        }
    }

    private func expect(
        _ performance: BinaryPerformance, is reference: ReferenceValues.Performance
    ) throws {
        let matrix = performance.confusion
        #expect(
            [
                matrix.truePositives, matrix.falsePositives, matrix.trueNegatives,
                matrix.falseNegatives,
            ] == reference.confusion)
        expect(performance.accuracy, is: reference.accuracy)
        expect(performance.precision, is: reference.precision)
        expect(performance.recall, is: reference.recall)
        #expect(isClose(performance.logLoss, reference.log_loss))
        #expect(isClose(performance.brierScore, reference.brier))
        #expect((performance.areaUnderCurve == nil) == (reference.area == nil))
        guard let area = performance.areaUnderCurve, let expected = reference.area else { return }
        #expect(isClose(area.area, expected.area))
        #expect((area.standardError == nil) == (expected.error == nil))
        #expect(isClose(area.standardError ?? 0, expected.error ?? 0))
        #expect(isClose(area.lower, expected.lower))
        #expect(isClose(area.upper, expected.upper))
    }

    private func expect(_ share: WilsonInterval?, is reference: ReferenceValues.Share?) {
        #expect((share == nil) == (reference == nil))
        guard let share, let reference else { return }
        #expect(isClose(share.estimate, reference.estimate))
        #expect(isClose(share.lower, reference.bounds[0]))
        #expect(isClose(share.upper, reference.bounds[1]))
    }

    @Test func `a score at the threshold is decided as true`() throws {
        let performance = try BinaryPerformance(
            labels: [true, true], scores: [0.5, 0.5.nextDown], threshold: 0.5)
        #expect(performance.confusion.truePositives == 1)
        #expect(performance.confusion.falseNegatives == 1)
    }

    @Test func `a row that was wrong and certain leaves the log loss finite`() throws {
        let performance = try BinaryPerformance(labels: [true], scores: [0], threshold: 0.5)
        #expect(isClose(performance.logLoss, 36.04365338911715))
        #expect(performance.brierScore == 1)
    }

    @Test func `shares of nothing are undefined`() throws {
        let performance = try BinaryPerformance(
            labels: [false, false], scores: [0.1, 0.2], threshold: 0.5)
        #expect(performance.precision == nil)
        #expect(performance.recall == nil)
        #expect(performance.areaUnderCurve == nil)
        #expect(performance.accuracy.estimate == 1)
    }

    @Test(arguments: [1.0000001, -0.0000001, .nan, .infinity, -.infinity])
    func `a score that is no probability is refused with its row`(_ score: Double) {
        let error = #expect(throws: SampleError.self) {
            try BinaryPerformance(
                labels: [true, false, true], scores: [0, 1, score], threshold: 0.5)
        }
        guard case .scoreOutOfRange(row: 2, _) = error else {
            Issue.record("refused for another reason: \(error.map(String.init(describing:)) ?? "")")
            return
        }
    }

    @Test func `no rows, columns of different length and odd thresholds are refused`() {
        #expect(throws: SampleError.noRows) {
            try BinaryPerformance(labels: [], scores: [], threshold: 0.5)
        }
        #expect(throws: SampleError.lengthsDiffer(column: "scores", rows: 1, expected: 2)) {
            try BinaryPerformance(labels: [true, false], scores: [0.1], threshold: 0.5)
        }
        #expect(throws: SampleError.thresholdOutOfRange(1.5)) {
            try BinaryPerformance(labels: [true], scores: [0.1], threshold: 1.5)
        }
    }
}
