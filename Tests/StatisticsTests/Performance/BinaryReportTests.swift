import Testing

@testable import Statistics

@Suite struct BinaryReportTests {
    private func report(_ sample: PerformanceValues.Binary) throws -> BinaryReport {
        try BinaryReport(
            labels: sample.labels, scores: sample.first, threshold: 0.5, rule: .above,
            bootstrap: CellBootstrap(replicates: 200))
    }

    @Test func `every measure is scikit-learn's`() throws {
        for sample in try PerformanceValues.load().binary {
            let report = try report(sample)
            for (name, expected) in sample.measures {
                let measure = try #require(BinaryMeasure(rawValue: name))
                let found = try #require(report.measures[measure])
                #expect(isClose(found.value, expected), "\(name)")
                #expect(found.lower <= found.value && found.value <= found.upper)
            }
            let precision = try #require(report.averagePrecision?.estimate)
            #expect(isClose(precision.value, sample.average_precision))
            #expect(isClose(report.logLoss.value, sample.log_loss))
            #expect(isClose(report.brierScore.value, sample.brier))
        }
    }

    @Test func `one-class labels leave measures undefined`() throws {
        let report = try BinaryReport(
            labels: [1, 1, 1], scores: [0.2, 0.7, 0.9], threshold: 0.5, rule: .above,
            bootstrap: CellBootstrap())
        #expect(report.areaUnderCurve == nil && report.calibrationLine == nil)
        #expect(report.measures[.specificity] == nil && report.measures[.matthews] == nil)
        #expect(report.measures[.recall]?.value == 2.0 / 3)
        #expect(report.averagePrecision?.estimate.value == 1)
    }

    @Test func `what is no label or no probability is refused`() throws {
        let bootstrap = try CellBootstrap()
        let measure = { (labels: [Int32], scores: [Double]) in
            try BinaryReport(
                labels: labels, scores: scores, threshold: 0.5, rule: .above,
                bootstrap: bootstrap)
        }
        #expect(throws: SampleError.noRows) { try measure([], []) }
        #expect(throws: SampleError.labelOutOfRange(row: 1, label: -1, classes: 2)) {
            try measure([0, -1], [0, 0])
        }
        #expect(throws: SampleError.self) { try measure([0, 1], [0, .nan]) }
        #expect(throws: SampleError.scoreOutOfRange(row: 0, score: 1.5)) {
            try measure([0, 1], [1.5, 0])
        }
    }
}
