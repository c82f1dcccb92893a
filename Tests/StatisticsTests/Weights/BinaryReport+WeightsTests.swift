import Testing

@testable import Statistics

@Suite struct BinaryReportWeightsTests {
    private func report(
        _ labels: [Int32], _ scores: [Double], _ weights: [Double]
    ) throws -> BinaryReport {
        try BinaryReport(
            labels: labels, scores: scores, weights: RowWeights(weights), threshold: 0.5,
            rule: .atLeast, bootstrap: CellBootstrap())
    }

    @Test func `every value is scikit-learn's with sample weights`() throws {
        for sample in try WeightValues.load().binary {
            let report = try report(sample.labels, sample.scores, sample.weights)
            #expect(isClose(try RowWeights(sample.weights).effectiveRows, sample.effective))
            #expect(report.measures.count == sample.measures.count)
            for (measure, estimate) in report.measures {
                let value = try #require(sample.measures[measure.rawValue])
                #expect(isClose(estimate.value, value, within: 1e-11), "\(measure)")
                #expect(estimate.lower <= value + 1e-9 && value - 1e-9 <= estimate.upper)
            }
            #expect(isClose(try #require(report.areaUnderCurve).area, sample.auc))
            let average = try #require(report.averagePrecision).estimate.value
            #expect(isClose(average, sample.average_precision))
            #expect(isClose(report.calibration.expectedError.value, sample.calibration))
            #expect(isClose(report.logLoss.value, sample.log_loss_of_sklearn, within: 1e-11))
            #expect(isClose(report.brierScore.value, sample.brier_of_sklearn))
        }
    }

    @Test func `means have statsmodels' robust errors, shares its Wilson bounds`() throws {
        for sample in try WeightValues.load().binary {
            let report = try report(sample.labels, sample.scores, sample.weights)
            for (estimate, mean) in [
                (report.logLoss, sample.log_loss), (report.brierScore, sample.brier),
            ] {
                #expect(isClose(estimate.upper - estimate.value, mean.reach, within: 1e-9))
                #expect(isClose(estimate.value - estimate.lower, mean.reach, within: 1e-9))
            }
            for (name, share) in sample.shares {
                let measure = try #require(BinaryMeasure(rawValue: name))
                let estimate = try #require(report.measures[measure])
                #expect(isClose(estimate.lower, share.lower, within: 1e-9), "\(name)")
                #expect(isClose(estimate.upper, share.upper, within: 1e-9), "\(name)")
            }
        }
    }

    @Test func `equal weights say what rows say, to the last interval`() throws {
        let sample = try WeightValues.load().binary[0]
        let weighted = try report(sample.labels, sample.scores, sample.weights)
        let plain = try BinaryReport(
            labels: sample.labels, scores: sample.scores, threshold: 0.5, rule: .atLeast,
            bootstrap: CellBootstrap())
        #expect(weighted.confusion == plain.confusion)
        for (measure, estimate) in plain.measures {
            let other = try #require(weighted.measures[measure])
            #expect(isClose(other.lower, estimate.lower) && isClose(other.upper, estimate.upper))
        }
        let (area, other) = (
            try #require(plain.areaUnderCurve), try #require(weighted.areaUnderCurve)
        )
        #expect(isClose(other.lower, area.lower) && isClose(other.upper, area.upper))
        #expect(other.method == area.method)
        let (average, its) = (
            try #require(plain.averagePrecision), try #require(weighted.averagePrecision)
        )
        #expect(isClose(its.standardError, average.standardError))
        #expect(isClose(weighted.logLoss.upper, plain.logLoss.upper))
        #expect(isClose(weighted.brierScore.lower, plain.brierScore.lower))
        for (bin, its) in zip(plain.calibration.bins, weighted.calibration.bins) {
            #expect(isClose(bin.share.upper, its.share.upper))
            #expect(isClose(bin.meanScore, its.meanScore))
        }
        let (error, its2) = (plain.calibration.expectedError, weighted.calibration.expectedError)
        #expect(isClose(error.lower, its2.lower) && isClose(error.upper, its2.upper))
    }

    @Test func `a whole weight is as many rows of the same kind, but no more evidence`() throws {
        let sample = try WeightValues.load().binary[1]
        let rows = sample.weights.indices.flatMap {
            Array(repeating: $0, count: Int(sample.weights[$0]))
        }
        let repeated = try BinaryReport(
            labels: rows.map { sample.labels[$0] }, scores: rows.map { sample.scores[$0] },
            threshold: 0.5, rule: .atLeast, bootstrap: CellBootstrap())
        let weighted = try report(sample.labels, sample.scores, sample.weights)
        for (measure, estimate) in repeated.measures {
            let other = try #require(weighted.measures[measure])
            #expect(isClose(other.value, estimate.value))
            #expect(other.upper - other.lower > estimate.upper - estimate.lower, "\(measure)")
        }
        let (area, other) = (
            try #require(repeated.areaUnderCurve), try #require(weighted.areaUnderCurve)
        )
        #expect(isClose(other.area, area.area))
        #expect(other.upper - other.lower > area.upper - area.lower)
    }

    @Test func `weights in another unit change nothing`() throws {
        let sample = try WeightValues.load().binary[2]
        let one = try report(sample.labels, sample.scores, sample.weights)
        let other = try report(sample.labels, sample.scores, sample.weights.map { $0 * 1024 })
        #expect(one == other)
    }

    @Test func `labels of which only one weighs anything have no area`() throws {
        let report = try report([1, 0, 1], [0.9, 0.2, 0.4], [1, 0, 2])
        #expect(report.areaUnderCurve == nil)
        #expect(report.measures[.specificity] == nil)
        #expect(isClose(try #require(report.measures[.recall]).value, 1.0 / 3))
    }

    @Test func `other lengths are refused`() throws {
        #expect(throws: SampleError.lengthsDiffer(column: "weights", rows: 2, expected: 3)) {
            try report([1, 0, 1], [0.9, 0.2, 0.4], [1, 1])
        }
    }
}
