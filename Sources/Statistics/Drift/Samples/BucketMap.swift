/// Puts numbers into ordered buckets of about as many rows each, without sorting them.
///
/// The middle of the range is cut into cells of equal width, and each cell into as many buckets as
/// a few values of both samples say that it needs; what lies below and above, infinities too, has a
/// bucket each. How even the buckets are depends on those few values, but their order does not: no
/// step of the arithmetic turns two values around, so that all values of a bucket lie below those
/// of the next.
struct BucketMap {
    /// What takes a place within a cell to a bucket.
    private struct Cell {
        var start: Double
        var factor: Double
    }

    private static let cellCount = 1_024
    private static let bucketsWanted = 24_000.0
    private static let cellBucketsMost = 8_192.0
    /// So many rows of each sample say what the values are like.
    private static let rowsAsked = 4_096
    /// Samples with fewer rows together are sorted sooner than put into buckets.
    private static let rowsLeast = 16_384
    /// One in so many of the values asked lies below the cells, and one above.
    private static let endShare = 1_000
    /// Added to a place it leaves the nearest whole number in the lowest bits.
    private static let wholeBits = 0x1p52
    private static let blockRows = 512

    private let scale: Double
    private let offset: Double
    private let cells: [Cell]
    /// Between the values of a bucket and those before it, but for rounding; shape `[count + 1]`.
    let edges: [Double]
    /// The middle one of the values asked in each bucket, NaN in a bucket without; shape `[count]`.
    let common: [Double]

    var count: Int { common.count }

    /// - Returns: `nil` when there are few rows, or values so alike or so far apart that cells of
    ///   equal width would not tell them apart.
    init?(_ reference: [Double], _ current: [Double]) {
        guard reference.count + current.count >= Self.rowsLeast else { return nil }
        let asked = RadixSort.keys(of: Self.few(reference) + Self.few(current))
            .map(OrderKey.value).filter(\.isFinite)
        let end = asked.count / Self.endShare
        guard end + 1 < asked.count else { return nil }
        let lowest = asked[end]
        scale = Double(Self.cellCount) / (asked[asked.count - 1 - end] - lowest)
        offset = 0.5 - lowest * scale
        guard scale > 0, scale.isFinite, offset.isFinite else { return nil }
        let (scale, offset) = (scale, offset)
        let shares = Self.shares(asked, scale, offset)
        (cells, edges) = Self.cut(shares, lowest: lowest, scale: scale)
        var common = [Double](repeating: .nan, count: edges.count - 1)
        let buckets = cells.withUnsafeBufferPointer { cells in
            asked.map { Self.bucket(at: Self.place($0, scale, offset), cells) }
        }
        var first = 0
        for (rank, bucket) in buckets.enumerated() {
            if bucket != buckets[first] { first = rank }
            common[bucket] = asked[(first + rank) / 2]
        }
        self.common = common
        guard !Self.isCrowded(asked, buckets, common) else { return nil }
    }

    /// Whether buckets hold so many of the values asked, and different ones, that most rows would
    /// be sorted all the same.
    private static func isCrowded(
        _ asked: [Double], _ buckets: [Int], _ common: [Double]
    ) -> Bool {
        var (counts, crowded) = ([Int: Int](), 0)
        for bucket in buckets { counts[bucket, default: 0] += 1 }
        for (value, bucket) in zip(asked, buckets) where value != common[bucket] {
            crowded += (counts[bucket] ?? 0) > asked.count / 64 ? 1 : 0
        }
        return crowded > asked.count / 4
    }

    /// Values at equal steps.
    private static func few(_ values: [Double]) -> [Double] {
        let count = min(values.count, rowsAsked)
        return (0..<count).map { values[$0 * values.count / count] }
    }

    /// Each cell's share of the values.
    private static func shares(_ asked: [Double], _ scale: Double, _ offset: Double) -> [Double] {
        var shares = [Double](repeating: 0, count: cellCount + 2)
        for value in asked {
            shares[Int(place(value, scale, offset).rounded(.toNearestOrEven))] += 1
        }
        (shares[0], shares[cellCount + 1]) = (0, 0)
        return shares.map { $0 / Double(asked.count) }
    }

    /// Cell 0 and the last have one bucket, a cell of `factor` buckets one more, because places are
    /// rounded to the nearest: the outer two are half as wide.
    private static func cut(
        _ shares: [Double], lowest: Double, scale: Double
    ) -> (cells: [Cell], edges: [Double]) {
        var (cells, edges) = ([Cell](), [Double]())
        for (cell, share) in shares.enumerated() {
            let factor = min((share * bucketsWanted).rounded(), cellBucketsMost)
            cells.append(
                Cell(start: Double(edges.count) + (0.5 - Double(cell)) * factor, factor: factor))
            edges.append(lowest + Double(cell - 1) / scale)
            for bucket in 0..<Int(factor) {
                edges.append(
                    lowest + (Double(cell - 1) + (Double(bucket) + 0.5) / factor) / scale)
            }
        }
        return (cells, edges + [lowest + Double(shares.count - 1) / scale])
    }

    /// Where a value lies among the cells, which are one wide around their number; NaN before all.
    @inline(__always)
    private static func place(_ value: Double, _ scale: Double, _ offset: Double) -> Double {
        let top = Double(cellCount + 1)
        let free = value * scale + offset
        let high = free > 0 ? free : 0
        return high < top ? high : top
    }

    @inline(__always)
    private static func bucket(at place: Double, _ cells: UnsafeBufferPointer<Cell>) -> Int {
        let cell = cells[Int(truncatingIfNeeded: (place + wholeBits).bitPattern & 0xFFFF)]
        let bucket = cell.start + place * cell.factor + wholeBits
        return Int(truncatingIfNeeded: bucket.bitPattern & 0xFFFF)
    }

    /// The bucket of each value, and each bucket's sums; NaN is in the first bucket, uncounted.
    ///
    /// - Complexity: O(values).
    func sums(of values: [Double]) -> (buckets: [UInt16], sums: [BucketSums]) {
        var sums = edges.dropLast().map(BucketSums.init)
        let buckets = [UInt16](unsafeUninitializedCapacity: values.count) { buckets, count in
            values.withUnsafeBufferPointer { values in
                sums.withUnsafeMutableBufferPointer { add(values, to: $0, buckets) }
            }
            count = values.count
        }
        if sums[0].sum.isNaN { sums[0].rows -= values.reduce(0) { $0 + ($1.isNaN ? 1 : 0) } }
        return (buckets, sums)
    }

    /// Block by block in three short loops: more values are under way at once than in a long one.
    private func add(
        _ values: UnsafeBufferPointer<Double>,
        to sums: UnsafeMutableBufferPointer<BucketSums>,
        _ buckets: UnsafeMutableBufferPointer<UInt16>
    ) {
        let (scale, offset) = (scale, offset)
        cells.withUnsafeBufferPointer { cells in
            withUnsafeTemporaryAllocation(of: Double.self, capacity: Self.blockRows) { places in
                for start in stride(from: 0, to: values.count, by: Self.blockRows) {
                    let count = min(Self.blockRows, values.count - start)
                    for row in 0..<count {
                        places[row] = Self.place(values[start + row], scale, offset)
                    }
                    for row in 0..<count {
                        buckets[start + row] = UInt16(
                            truncatingIfNeeded: Self.bucket(at: places[row], cells))
                    }
                    for row in start..<start + count {
                        sums[Int(buckets[row])].add(values[row])
                    }
                }
            }
        }
    }
}

/// What a bucket's values come to, without keeping them.
struct BucketSums {
    let edge: Double
    var rows = 0
    /// Of how far values lie above the edge.
    private(set) var sum = 0.0
    /// Of the squares of that.
    private(set) var squares = 0.0

    init(edge: Double) { self.edge = edge }

    @inline(__always)
    mutating func add(_ value: Double) {
        let above = value - edge
        rows &+= 1
        sum += above
        squares += above * above
    }
}
