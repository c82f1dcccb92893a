extension CellBootstrap {
    /// Intervals of several statistics of the same sums of weight, from the same resamples.
    ///
    /// The sum of a cell's weights, each taken a Poisson(1) number of times, has the mean `Σw` and the
    /// variance `Σw²`; it is drawn as `Σw²/Σw` times a Poisson number of mean `(Σw)²/Σw²`, which has
    /// both. Where all weights of a cell are equal that is the very law of its rows.
    /// - Parameters:
    ///   - cells: Shape `[cells]`.
    ///   - stream: What the statistics are of.
    ///   - statistics: How many there are.
    ///   - fill: Sets each statistic from the cells' weights, NaN where undefined.
    /// - Returns: `nil` for each that is undefined; shape `[statistics]`.
    func estimates(
        weights cells: [WeightedSum], stream: String, statistics: Int,
        _ fill: (_ cells: [Double], _ values: inout [Double]) -> Void
    ) -> [Estimate?] {
        estimates(
            of: cells.map {
                ResampledCell(value: $0.weight, mean: $0.effectiveRows, unit: $0.unit)
            },
            rows: cells.reduce(0) { $0 + $1.rows }, stream: stream, statistics: statistics, fill)
    }
}
