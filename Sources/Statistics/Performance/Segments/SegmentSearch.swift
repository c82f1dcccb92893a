/// The segments of rows on which a model does worst: by one condition, or several together.
///
/// Half of the rows, drawn by seed, are searched: every condition, every pair, and thirds on the
/// worst pairs. The worst that are large enough, and worse than with a condition fewer, are tested
/// on the other half, which had no part in the choice, and Benjamini and Hochberg keep the share of
/// false finds below a rate. What is reported is measured on that half, with intervals at the
/// confidence `1 − rate · found / tested`, so that picking them does not spoil them.
///
/// Sources: Y. Chung and others, *Slice Finder*, ICDE (2019); Y. Benjamini and D. Yekutieli, JASA
/// 100 (2005) 71, for the intervals.
package struct SegmentSearch: Sendable, Equatable {
    package struct Settings: Sendable, Equatable {
        /// 1...3.
        package var conditionsMost = 2
        /// Into how many quantiles numbers are cut.
        package var bins = 4
        /// Rows that a segment has in either half.
        package var rowsLeast = 50
        /// Segments that are tested.
        package var testedMost = 50
        package var falseDiscoveryRate = 0.05
        package var seed: UInt64 = 1

        package init() {}
    }

    package struct Segment: Sendable, Equatable {
        package let conditions: [String]
        /// Rows of it in both halves together.
        package let rows: Int
        /// Its mean loss, on the half that it was tested on.
        package let loss: Estimate
        /// Its mean loss minus that of all other rows, on the same half.
        package let excess: Estimate
        package let adjustedPValue: Double
    }

    package static let columnsMost = 64

    package let settings: Settings
    /// Segments that were looked at, and that were tested.
    package let searched: Int
    package let tested: Int
    /// The worst first.
    package let found: [Segment]

    /// - Parameters:
    ///   - losses: What each row costs, higher is worse, finite: 1 for a wrong decision, or a log
    ///     loss, or an error; shape `[rows]`.
    ///   - columns: At most ``columnsMost``, of the same rows.
    ///   - settings: How far to look, and how sure to be.
    /// - Throws: ``SampleError`` when there are no rows, the columns differ in length, or a value is
    ///   out of its range.
    /// - Complexity: O(rows · columns²) for pairs.
    package init(
        losses: [Double], columns: [SegmentColumn], settings: Settings = Settings()
    ) throws(SampleError) {
        try Self.check(losses, columns, settings)
        let levels = columns.map { SegmentLevels($0, bins: settings.bins) }
        var random = SeededRandom(seed: settings.seed)
        var (searchedRows, testedRows): ([Int], [Int]) = ([], [])
        for row in losses.indices {
            if random.next() >> 63 == 0 { searchedRows.append(row) } else { testedRows.append(row) }
        }
        let lattice = SegmentLattice(
            levels, losses: losses, rows: searchedRows, settings: settings)
        let worst = lattice.worst()
        let test = SegmentTest(worst, levels: levels, losses: losses, rows: testedRows)
        self.settings = settings
        searched = lattice.searched
        tested = worst.count
        found = try test.found(settings: settings)
    }

    private static func check(
        _ losses: [Double], _ columns: [SegmentColumn], _ settings: Settings
    ) throws(SampleError) {
        guard !losses.isEmpty else { throw .noRows }
        try Scores.finite(losses, "losses")
        for column in columns where column.rows != losses.count {
            throw .lengthsDiffer(
                column: column.name, rows: column.rows, expected: losses.count)
        }
        for (name, value, range) in [
            ("number of columns", columns.count, 0...columnsMost),
            ("number of conditions", settings.conditionsMost, 1...3),
            ("number of bins", settings.bins, 2...(SegmentLevels.levelsMost - 1)),
            ("least number of rows", settings.rowsLeast, 2...Int(Int32.max)),
            ("number of tests", settings.testedMost, 1...10_000),
        ] where !range.contains(value) {
            throw .parameterOutOfRange(
                name: name, value: Double(value),
                range: "\(range.lowerBound) to \(range.upperBound)")
        }
        let rate = settings.falseDiscoveryRate
        guard rate > 0, rate < 1 else { throw .probabilityOutOfRange(rate) }
    }
}
