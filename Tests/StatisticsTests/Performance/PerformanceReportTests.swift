import Testing

@testable import Statistics

@Suite struct PerformanceReportTests {
    @Test func `segments are measured as the whole is`() throws {
        let sample = try #require(PerformanceValues.load().binary.last)
        let codes = sample.labels.indices.map { Int32($0 % 3) - 1 }
        let column = try GroupColumn(name: "third", names: ["a", "b", "none"], codes: codes)
        let bootstrap = try CellBootstrap(replicates: 200)
        let whole = PerformanceSample.binary(
            labels: sample.labels, scores: sample.first, threshold: 0.5, rule: .above)
        let report = try PerformanceReport(whole, segments: [column], bootstrap: bootstrap)
        let segmentation = try #require(report.segmentations.first)
        #expect(segmentation.unknownRows == codes.count { $0 < 0 })
        #expect(segmentation.segments[2].measures == nil && segmentation.segments[2].rows == 0)
        let rows = codes.indices.filter { codes[$0] == 1 }
        #expect(
            segmentation.segments[1].measures
                == .binary(
                    try BinaryReport(
                        labels: rows.map { sample.labels[$0] },
                        scores: rows.map { sample.first[$0] }, threshold: 0.5, rule: .above,
                        bootstrap: bootstrap)))
        #expect(report.worst == nil)
    }

    @Test func `every kind of sample is measured and searched`() throws {
        let values = try PerformanceValues.load()
        let multiclass = try #require(values.multiclass.last)
        let regression = try #require(values.regression.last)
        let ranking = try #require(values.ranking.last)
        let samples: [PerformanceSample] = [
            .multiclass(
                labels: multiclass.labels, scores: multiclass.scores, classes: multiclass.classes),
            .regression(
                actual: regression.actual, predicted: regression.predicted, quantiles: []),
            .ranking(
                relevance: ranking.relevance, scores: ranking.scores, queries: ranking.queries,
                places: [5]),
        ]
        for sample in samples {
            let half = GroupColumn.halves(rows: sample.rows)
            let report = try PerformanceReport(
                sample, segments: [half], searching: [.categories(half)],
                bootstrap: CellBootstrap(replicates: 200))
            #expect(report.rows == sample.rows)
            #expect(report.segmentations[0].segments.allSatisfy { $0.measures != nil })
            if case .ranking = sample {
                #expect(report.worst == nil)
            } else {
                #expect(report.worst?.searched == 2)
            }
        }
    }

    @Test func `a column of other rows is refused`() throws {
        #expect(throws: SampleError.lengthsDiffer(column: "half", rows: 4, expected: 2)) {
            try PerformanceReport(
                .regression(actual: [1, 2], predicted: [1, 2], quantiles: []),
                segments: [GroupColumn.halves(rows: 4)], bootstrap: CellBootstrap())
        }
    }
}

extension GroupColumn {
    fileprivate static func halves(rows: Int) -> GroupColumn {
        guard
            let column = try? GroupColumn(
                name: "half", names: ["even", "odd"], codes: (0..<rows).map { Int32($0 % 2) })
        else { preconditionFailure("codes of two names") }
        return column
    }
}
