/// The bins in which the stability of a column of numbers is counted.
///
/// Convention: the edges are the reference's order statistics `x₍⌊q·rows/bins⌋₎` for
/// `q` = 1..<bins, counted from 0 (with weights, the first value whose weight so far exceeds
/// `q/bins` of all). Equal edges count once, and an edge at the lowest value is none, so that no bin
/// is empty in the reference. Each bin takes its lower edge and not its upper one; the first goes
/// down and the last up without end.
package struct QuantileBins: Sendable, Equatable {
    /// Ascending keys, each above the reference's lowest value.
    let edgeKeys: [UInt64]

    /// Ascending; `edges.count + 1` bins.
    package var edges: [Double] { edgeKeys.map(OrderKey.value) }
    package var count: Int { edgeKeys.count + 1 }

    /// - Parameter edgeKeys: Ascending, each above the reference's lowest value.
    init(edgeKeys: [UInt64]) { self.edgeKeys = edgeKeys }

    /// - Parameters:
    ///   - values: At least one that is not NaN.
    ///   - bins: As many at most, ≥ 2.
    init(of values: [Double], bins: Int) {
        let keys = RadixSort.keys(of: values)
        precondition(!keys.isEmpty && bins > 1, "bins are made of rows")
        edgeKeys = Self.edges((0..<bins).map { keys[$0 * keys.count / bins] })
    }

    /// - Parameters:
    ///   - reference: At least one row.
    ///   - bins: As many at most, ≥ 2.
    package init(reference: SortedSample, bins: Int) {
        precondition(reference.rows > 0 && bins > 1, "bins are made of rows")
        edgeKeys = Self.edges([reference.keys[0]] + Self.quantileKeys(reference, bins))
    }

    /// Without what comes twice, and without the lowest, which is the first.
    private static func edges(_ keys: [UInt64]) -> [UInt64] {
        keys.indices.dropFirst().filter { keys[$0] > keys[$0 - 1] }.map { keys[$0] }
    }

    private static func quantileKeys(_ sample: SortedSample, _ bins: Int) -> [UInt64] {
        var keys: [UInt64] = []
        var below = 0.0
        for place in 0..<sample.rows {
            below += sample.weights[place]
            while keys.count + 1 < bins,
                below > Double(keys.count + 1) / Double(bins) * sample.weight
            {
                keys.append(sample.keys[place])
            }
        }
        return keys
    }

    /// How much weight of a sample each bin has; shape `[count]`.
    package func counts(of sample: SortedSample) -> [Double] {
        let below = edgeKeys.map(sample.weight(below:)) + [sample.weight]
        return below.indices.map { below[$0] - ($0 == 0 ? 0 : below[$0 - 1]) }
    }
}
