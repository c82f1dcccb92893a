/// Resamples rows by resampling how many there are of each kind.
///
/// A statistic that depends on the rows only through counts of cells (group × label × decision,
/// say) has the same law whether rows are drawn with Poisson weights or each cell's count is drawn
/// as Poisson of its size, because the sum of `n` independent Poisson(1) weights is Poisson(n). So
/// a replicate costs as much as there are cells, and not as there are rows.
///
/// Source: N. Chamandy and others, *Estimating uncertainty for massive data streams*, Google
/// (2012), for the Poisson bootstrap.
package struct CellBootstrap: Sendable, Equatable {
    package static let replicatesMost = 2_000_000

    package let confidence: Double
    package let replicates: Int
    package let seed: UInt64

    /// - Throws: ``SampleError`` when the confidence is out of range, or the replicates are too few
    ///   to find its percentiles, or too many.
    package init(
        confidence: Double = 0.95, replicates: Int = 1_000, seed: UInt64 = 1
    ) throws(SampleError) {
        guard confidence > 0, confidence < 1 else { throw .confidenceOutOfRange(confidence) }
        let least = Self.replicatesLeast(confidence: confidence, comparisons: 1)
        guard replicates >= least else {
            throw .replicatesTooFew(replicates: replicates, least: least)
        }
        guard replicates <= Self.replicatesMost else {
            throw .replicatesTooMany(replicates: replicates, most: Self.replicatesMost)
        }
        self.confidence = confidence
        self.replicates = replicates
        self.seed = seed
    }

    /// Five replicates in either tail.
    static func replicatesLeast(confidence: Double, comparisons: Int) -> Int {
        let tail = (1 - confidence) / 2 / Double(comparisons)
        // Rounding must not ask for one more or less than 5 / tail.
        return Int(min((5 / tail * (1 - 1e-9)).rounded(.up), 1e9))
    }

    /// An interval of a statistic of counts, or `nil` where it is undefined.
    ///
    /// - Parameters:
    ///   - counts: Rows per cell, each ≥ 0; shape `[cells]`.
    ///   - stream: What the statistic is of, so that it has random numbers of its own.
    ///   - statistic: From counts of the same shape, each ≥ 0 and whole; NaN where undefined.
    /// - Returns: With the observed value, which the bounds hold.
    /// - Complexity: O(replicates · (cells + the statistic)).
    package func estimate(
        counts: [Int], stream: String, _ statistic: ([Double]) -> Double
    ) -> Estimate? {
        estimates(counts: counts, stream: stream, statistics: 1) { cells, values in
            values[0] = statistic(cells)
        }[0]
    }

    /// Intervals of several statistics of the same counts, from the same resamples.
    ///
    /// - Parameters:
    ///   - counts: Rows per cell, each ≥ 0; shape `[cells]`.
    ///   - stream: What the statistics are of.
    ///   - statistics: How many there are.
    ///   - fill: Sets each statistic, NaN where undefined.
    /// - Returns: `nil` for each that is undefined; shape `[statistics]`.
    package func estimates(
        counts: [Int], stream: String, statistics: Int,
        _ fill: (_ cells: [Double], _ values: inout [Double]) -> Void
    ) -> [Estimate?] {
        estimates(
            of: counts.map { ResampledCell(value: Double($0), mean: Double($0), unit: 1) },
            rows: counts.reduce(0, +), stream: stream, statistics: statistics, fill)
    }

    /// The same of cells that are a multiple of a Poisson number.
    func estimates(
        of whole: [ResampledCell], rows: Int, stream: String, statistics: Int,
        _ fill: (_ cells: [Double], _ values: inout [Double]) -> Void
    ) -> [Estimate?] {
        var observed = [Double](repeating: .nan, count: statistics)
        fill(whole.map(\.value), &observed)
        var series = [[Double]](
            repeating: [Double](repeating: .nan, count: replicates), count: statistics)
        // A cell without rows stays so, and takes no random number.
        let filled = whole.indices.filter { whole[$0].mean > 0 }
        let laws = filled.map { PoissonLaw(mean: whole[$0].mean) }
        var random = SeededRandom(seed: seed, stream: stream)
        var cells = [Double](repeating: 0, count: whole.count)
        var values = observed
        for replicate in 0..<replicates {
            for (cell, law) in zip(filled, laws) {
                cells[cell] = law.draw(&random) * whole[cell].unit
            }
            fill(cells, &values)
            for statistic in 0..<statistics { series[statistic][replicate] = values[statistic] }
        }
        return summaries(of: series, observed: observed, rows: rows)
    }

    private func summaries(
        of series: [[Double]], observed: [Double], rows: Int
    ) -> [Estimate?] {
        guard
            var summariser = try? ReplicateSummariser(
                confidence: confidence, replicates: replicates)
        else { preconditionFailure("the confidence was checked") }
        return series.indices.map { index in
            guard observed[index].isFinite, let summary = summariser.summarise(series[index])
            else { return nil }
            // A statistic that only resampling pushes away, as a largest gap, may leave the bounds.
            return Estimate(
                value: observed[index], lower: min(summary.lower, observed[index]),
                upper: max(summary.upper, observed[index]), confidence: confidence,
                method: .cellBootstrap, rows: rows)
        }
    }
}

/// What is in a cell, and how it is drawn: `unit` times a Poisson number of this mean.
struct ResampledCell: Sendable, Equatable {
    let value: Double
    let mean: Double
    let unit: Double
}
