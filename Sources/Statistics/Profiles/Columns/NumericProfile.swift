/// What is kept of a column of numbers, whatever its length: about 5 kB.
///
/// Counts, lowest and highest are exact and depend on the rows alone; mean and variance are exact up
/// to rounding; quantiles and the number of distinct values are estimates with stated errors.
package struct NumericProfile: Sendable, Equatable {
    /// Rows that had no value.
    package private(set) var nulls = 0
    /// Rows whose value was NaN.
    package private(set) var nans = 0
    package private(set) var negativeInfinities = 0
    package private(set) var positiveInfinities = 0
    package private(set) var zeros = 0
    package private(set) var negatives = 0
    /// Of finite values.
    package private(set) var moments = Moments()
    /// Of all values but NaN.
    package private(set) var quantiles: QuantileSketch
    /// The same.
    package private(set) var distinct = HyperLogLog()
    /// Whether whole numbers are hashed as integers, as Spark hashes a `bigint`.
    package let hashesIntegers: Bool

    package init(k: Int = 200, seed: UInt64 = 0, hashesIntegers: Bool = false) {
        quantiles = QuantileSketch(k: k, seed: seed)
        self.hashesIntegers = hashesIntegers
    }

    init(
        counts: [Int], moments: Moments, quantiles: QuantileSketch, distinct: HyperLogLog,
        hashesIntegers: Bool
    ) {
        precondition(counts.count == Self.countsKept, "a profile has \(Self.countsKept) counts")
        nulls = counts[0]
        nans = counts[1]
        negativeInfinities = counts[2]
        positiveInfinities = counts[3]
        zeros = counts[4]
        negatives = counts[5]
        self.moments = moments
        self.quantiles = quantiles
        self.distinct = distinct
        self.hashesIntegers = hashesIntegers
    }

    static let countsKept = 6

    var counts: [Int] {
        [nulls, nans, negativeInfinities, positiveInfinities, zeros, negatives]
    }

    package var rows: Int { nulls + nans + quantiles.count }
    /// `nil` of no values.
    package var minimum: Double? { quantiles.count > 0 ? quantiles.minimum : nil }
    package var maximum: Double? { quantiles.count > 0 ? quantiles.maximum : nil }

    /// Adds rows.
    ///
    /// - Parameters:
    ///   - values: NaN among them counts as such.
    ///   - nulls: Rows without a value, which are not among the values.
    /// - Complexity: O(values); memory for 8,192 of them.
    package mutating func add(_ values: [Double], nulls: Int = 0) {
        self.nulls += nulls
        for start in stride(from: 0, to: values.count, by: QuantileSketch.batchMost) {
            let end = min(start + QuantileSketch.batchMost, values.count)
            add(batch: Array(values[start..<end]))
        }
    }

    private mutating func add(batch: [Double]) {
        let keys = RadixSort.keys(of: batch)[...]
        nans += batch.count - keys.count
        let finite = Self.finite(keys)
        negativeInfinities += finite.startIndex - keys.startIndex
        positiveInfinities += keys.endIndex - finite.endIndex
        let zero = OrderKey.key(0)
        let (below, through) = (Self.place(of: zero, keys), Self.place(of: zero + 1, keys))
        negatives += below
        zeros += through - below
        moments.add(sorted: finite)
        distinct.add(sorted: keys, asIntegers: hashesIntegers)
        quantiles.add(sorted: keys)
    }

    private static func finite(_ keys: ArraySlice<UInt64>) -> ArraySlice<UInt64> {
        let low = place(of: OrderKey.key(-Double.greatestFiniteMagnitude), keys)
        let high = place(of: OrderKey.key(.infinity), keys)
        return keys[keys.startIndex + low..<keys.startIndex + high]
    }

    /// How many keys are lower.
    private static func place(of key: UInt64, _ keys: ArraySlice<UInt64>) -> Int {
        var (low, high) = (keys.startIndex, keys.endIndex)
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low - keys.startIndex
    }

    package mutating func merge(_ other: NumericProfile) {
        nulls += other.nulls
        nans += other.nans
        negativeInfinities += other.negativeInfinities
        positiveInfinities += other.positiveInfinities
        zeros += other.zeros
        negatives += other.negatives
        moments.merge(other.moments)
        quantiles.merge(other.quantiles)
        distinct.merge(other.distinct)
    }
}
