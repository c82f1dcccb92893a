/// How well a model does: on all rows, on each segment of given columns, and where it does worst.
package struct PerformanceReport: Sendable, Equatable {
    package struct Segment: Sendable, Equatable {
        package let name: String
        package let rows: Int
        /// `nil` when the segment has no rows, or none that weighs anything.
        package let measures: PerformanceMeasures?
    }

    package struct Segmentation: Sendable, Equatable {
        package let column: String
        /// Rows of no known segment.
        package let unknownRows: Int
        /// In the order of the column's names.
        package let segments: [Segment]
    }

    package let rows: Int
    package let bootstrap: CellBootstrap
    package let overall: PerformanceMeasures
    package let segmentations: [Segmentation]
    /// `nil` when it was not asked for, and for rankings.
    package let worst: SegmentSearch?

    /// - Parameters:
    ///   - sample: What is measured.
    ///   - weights: Of the rows, if they have any; of two classes and of numbers only, and not for
    ///     the search.
    ///   - columns: By whose values the same is measured again, at most
    ///     ``GroupMetrics/groupsMost`` names each.
    ///   - searched: Among whose values the worst segments are looked for; none asks for no search.
    ///   - settings: Of the search.
    ///   - bootstrap: Confidence, replicates and seed of every interval.
    /// - Throws: ``SampleError`` when there are no rows, the columns differ in length, or a value is
    ///   out of its range.
    /// - Complexity: That of the measures, for each column of segments once more, and of the search.
    package init(
        _ sample: PerformanceSample, weights: RowWeights? = nil,
        segments columns: [GroupColumn] = [], searching searched: [SegmentColumn] = [],
        settings: SegmentSearch.Settings = SegmentSearch.Settings(), bootstrap: CellBootstrap
    ) throws(SampleError) {
        rows = sample.rows
        self.bootstrap = bootstrap
        overall = try PerformanceMeasures(sample, weights: weights, bootstrap: bootstrap)
        var segmentations: [Segmentation] = []
        for column in columns {
            segmentations.append(try Self.segmentation(sample, weights, column, bootstrap))
        }
        self.segmentations = segmentations
        if let losses = sample.losses(), !searched.isEmpty {
            worst = try SegmentSearch(losses: losses, columns: searched, settings: settings)
        } else {
            worst = nil
        }
    }

    private static func segmentation(
        _ sample: PerformanceSample, _ weights: RowWeights?, _ column: GroupColumn,
        _ bootstrap: CellBootstrap
    ) throws(SampleError) -> Segmentation {
        guard column.codes.count == sample.rows else {
            throw .lengthsDiffer(
                column: column.name, rows: column.codes.count, expected: sample.rows)
        }
        guard column.names.count <= GroupMetrics.groupsMost else {
            throw .tooManyGroups(
                column: column.name, groups: column.names.count, most: GroupMetrics.groupsMost)
        }
        var rowsOf = [[Int]](repeating: [], count: column.names.count)
        for row in column.codes.indices where column.codes[row] >= 0 {
            rowsOf[Int(column.codes[row])].append(row)
        }
        var segments: [Segment] = []
        for (name, rows) in zip(column.names, rowsOf) {
            let own = weights?.keeping(rows)
            // A segment whose rows all weigh nothing has nothing to measure.
            let measures =
                rows.isEmpty || weights != nil && own == nil
                ? nil
                : try PerformanceMeasures(
                    sample.keeping(rows), weights: own, bootstrap: bootstrap)
            segments.append(Segment(name: name, rows: rows.count, measures: measures))
        }
        return Segmentation(
            column: column.name,
            unknownRows: sample.rows - rowsOf.reduce(0) { $0 + $1.count }, segments: segments)
    }
}
