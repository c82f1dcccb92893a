/// Two samples of a column of numbers, and what every measure of their drift starts from.
///
/// NaN is missing. ±∞ are values, at the ends; −0 is 0.
///
/// Rows without weights are not sorted but put into buckets (``BucketMap``) and counted. The
/// difference of the distribution functions is then known between buckets, and within one it moves
/// by no more than the bucket's rows: where it might be the largest or change its sign, and where a
/// quantile is, the bucket's values are sorted and walked, and all others are passed by their sums
/// (``DistanceWalk``). Few rows and values without a range are sorted whole, and so in effect are
/// samples whose difference might change its sign everywhere; what comes out is the same.
package struct NumericComparison: Sendable, Equatable {
    package struct Side: Sendable, Equatable {
        /// Values that are not missing and whose weight is not 0.
        package let rows: Int
        /// Values that are NaN.
        package let missing: Int
        /// Kish's (Σw)² / Σw²; the rows when there are no weights.
        package let effectiveRows: Double
    }

    package let reference: Side
    package let current: Side
    let isWeighted: Bool
    let distance: DistributionDistance
    /// Of the reference, over its rows or weight; `nil` when a value of either sample is infinite.
    let referenceDeviation: Double?
    package let bins: QuantileBins
    /// Rows or weight per bin; shape `[bins]`.
    package let referenceCounts: [Double]
    /// Same shape.
    package let currentCounts: [Double]

    /// Compares rows.
    ///
    /// Takes about 2 bytes a row beside the values, and at worst 24.
    /// - Parameters:
    ///   - reference: Shape `[rows]`.
    ///   - current: Shape `[rows]`.
    ///   - bins: As many at most, ≥ 2.
    /// - Throws: ``DriftError/noValues(_:)``.
    /// - Complexity: O(rows), at worst O(rows · log rows).
    package init(
        reference: [Double], current: [Double], bins: Int = 10
    ) throws(DriftError) {
        try self.init(
            reference: reference, current: current, bins: bins,
            map: BucketMap(reference, current))
    }

    /// The same with a given map, or all rows sorted.
    init(
        reference: [Double], current: [Double], bins: Int, map: BucketMap?
    ) throws(DriftError) {
        let walk =
            if let map {
                try DistanceWalk(
                    BucketedSample(reference, map), BucketedSample(current, map), map, bins: bins)
            } else {
                try DistanceWalk(
                    RadixSort.keys(of: reference), RadixSort.keys(of: current), bins: bins)
            }
        let rows = walk.rows
        self.reference = Side(
            rows: rows.reference, missing: reference.count - rows.reference,
            effectiveRows: Double(rows.reference))
        self.current = Side(
            rows: rows.current, missing: current.count - rows.current,
            effectiveRows: Double(rows.current))
        isWeighted = false
        distance = DistributionDistance(walk)
        referenceDeviation =
            walk.hasInfinity ? nil : Self.deviation(of: reference, rows: rows.reference)
        // The lowest value is no edge.
        let edges = walk.edges.dropFirst()
        self.bins = QuantileBins(edgeKeys: edges.map(\.key))
        referenceCounts = Self.steps(edges.map { Double($0.reference) }, Double(rows.reference))
        currentCounts = Self.steps(edges.map { Double($0.current) }, Double(rows.current))
    }

    /// Compares rows with weights, or what sketches kept of them.
    ///
    /// - Parameters:
    ///   - reference: Sorted, with weights.
    ///   - current: The same.
    ///   - bins: As many at most, ≥ 2.
    /// - Throws: ``DriftError/noValues(_:)``.
    /// - Complexity: O(rows).
    package init(
        reference: SortedSample, current: SortedSample, bins: Int = 10
    ) throws(DriftError) {
        guard reference.rows > 0 else { throw .noValues(.reference) }
        guard current.rows > 0 else { throw .noValues(.current) }
        self.reference = Side(
            rows: reference.rows, missing: reference.missing,
            effectiveRows: reference.effectiveRows)
        self.current = Side(
            rows: current.rows, missing: current.missing, effectiveRows: current.effectiveRows)
        isWeighted = true
        distance = DistributionDistance(reference, current)
        referenceDeviation =
            current.hasInfinity ? nil : reference.moments?.variance.squareRoot()
        let quantiles = QuantileBins(reference: reference, bins: bins)
        self.bins = quantiles
        referenceCounts = quantiles.counts(of: reference)
        currentCounts = quantiles.counts(of: current)
    }

    /// Missing and other rows of either side.
    var missing: ColumnDrift.MissingCounts {
        ((reference.missing, reference.rows), (current.missing, current.rows))
    }

    /// In two passes, the second around the mean of the first, so that values far from 0 and buckets
    /// that suit them badly take nothing of its digits; NaN is left out.
    private static func deviation(of values: [Double], rows: Int) -> Double {
        let mean = sums(of: values, around: 0).first / Double(rows)
        let (rest, squares) = sums(of: values, around: mean)
        return ((squares - rest * rest / Double(rows)) / Double(rows)).squareRoot()
    }

    /// `Σ (x − centre)` and `Σ (x − centre)²`, in four lanes.
    private static func sums(
        of values: [Double], around centre: Double
    ) -> (first: Double, second: Double) {
        values.withUnsafeBufferPointer { values in
            var (first, second) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
            let whole = values.count & ~3
            for start in stride(from: 0, to: whole, by: 4) {
                let four = SIMD4(
                    values[start], values[start + 1], values[start + 2], values[start + 3])
                let difference = (four - centre).replacing(with: 0, where: four .!= four)
                first += difference
                second += difference * difference
            }
            for value in values[whole...] where !value.isNaN {
                first[0] += value - centre
                second[0] += (value - centre) * (value - centre)
            }
            return (first.sum(), second.sum())
        }
    }

    /// What lies between each two of the given counts, the first from 0.
    private static func steps(_ below: [Double], _ all: Double) -> [Double] {
        zip(below + [all], [0] + below).map { $0 - $1 }
    }
}
