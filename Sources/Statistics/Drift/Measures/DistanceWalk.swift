/// A walk up two samples without weights, from which every measure of their distance comes.
///
/// The difference `F − G` is kept as a whole number of `1 / (rows · rows)`, so that it is exact at
/// every step. Where it keeps its sign, the integral of `|F − G|` is linear in the values, so that
/// a bucket of which only sums are known is passed in one step.
struct DistanceWalk {
    /// A value of the reference, and what lies below it.
    struct Edge {
        let key: UInt64
        /// Rows of the reference.
        let reference: Int
        /// Rows of the current sample.
        let current: Int
    }

    let rows: (reference: Int, current: Int)
    let ranks: [Int]
    private var passed = (reference: 0, current: 0)
    private var difference = 0
    /// Up to where the integrals are.
    private var position = 0.0
    /// `∫ sign(F − G)`: what a row here adds to the area, but for a constant.
    private var slope = 0.0
    private(set) var largest = 0
    private(set) var largestKey: UInt64 = 0
    /// `∫ |F − G|` in `1 / (rows · rows)`.
    private(set) var area = 0.0
    private(set) var referenceInfluence = PowerSums()
    private(set) var currentInfluence = PowerSums()
    /// The reference's values of the ranks, equal ones once, ascending.
    private(set) var edges: [Edge] = []
    private var named = 0
    private(set) var hasInfinity = false

    /// - Parameters:
    ///   - rows: Of each sample, > 0.
    ///   - ranks: Of the reference's values that are to be named, ascending, in 0..<rows.
    init(rows: (reference: Int, current: Int), ranks: [Int]) {
        self.rows = rows
        self.ranks = ranks
    }

    /// Walks up rows of which each value is known.
    ///
    /// - Parameters:
    ///   - reference: Keys, ascending, none below what was walked before.
    ///   - current: The same.
    ///   - common: A value that more rows have, with how many of each sample.
    mutating func walk(
        _ reference: ArraySlice<UInt64>, _ current: ArraySlice<UInt64>,
        common: (key: UInt64, reference: Int, current: Int) = (OrderKey.end, 0, 0)
    ) {
        var (i, k) = (reference.startIndex, current.startIndex)
        var pending = common.reference + common.current > 0 ? common.key : OrderKey.end
        while true {
            let first = i < reference.endIndex ? reference[i] : OrderKey.end
            let second = k < current.endIndex ? current[k] : OrderKey.end
            let key = min(first, second, pending)
            if key == OrderKey.end { return }
            let (i0, k0) = (i, k)
            while i < reference.endIndex, reference[i] == key { i += 1 }
            while k < current.endIndex, current[k] == key { k += 1 }
            var (a, b) = (i - i0, k - k0)
            if key == pending {
                a += common.reference
                b += common.current
                pending = OrderKey.end
            }
            step(to: key, a, b)
        }
    }

    /// Comes to a value that so many rows of each sample have.
    private mutating func step(to key: UInt64, _ a: Int, _ b: Int) {
        let value = OrderKey.value(key)
        if passed.reference + passed.current == 0 { (position, largestKey) = (value, key) }
        advance(to: value)
        hasInfinity = hasInfinity || !value.isFinite
        if named < ranks.count, ranks[named] < passed.reference + a {
            edges.append(Edge(key: key, reference: passed.reference, current: passed.current))
            while named < ranks.count, ranks[named] < passed.reference + a { named += 1 }
        }
        referenceInfluence.add(slope, times: Double(a))
        currentInfluence.add(slope, times: Double(b))
        count(a, b)
        if difference.magnitude > largest.magnitude { (largest, largestKey) = (difference, key) }
    }

    /// Passes a bucket in which the difference keeps its sign and is nowhere the largest.
    ///
    /// - Parameters:
    ///   - reference: Its sums.
    ///   - current: The same of the other sample, from the same edge.
    ///   - end: The next bucket's edge.
    mutating func pass(_ reference: BucketSums, _ current: BucketSums, to end: Double) {
        let sign = difference > 0 ? 1.0 : -1.0
        let start = slope + sign * (reference.edge - position)
        referenceInfluence.add(reference, from: start, sign)
        currentInfluence.add(current, from: start, sign)
        advance(to: end)
        let width = end - reference.edge
        let rise = Double(rows.current) * (Double(reference.rows) * width - reference.sum)
        let fall = Double(rows.reference) * (Double(current.rows) * width - current.sum)
        area += sign * (rise - fall)
        count(reference.rows, current.rows)
    }

    private mutating func advance(to value: Double) {
        let width = value - position
        area += Double(difference.magnitude) * width
        slope += difference == 0 ? 0 : difference > 0 ? width : -width
        position = value
    }

    private mutating func count(_ a: Int, _ b: Int) {
        passed.reference += a
        passed.current += b
        difference += a * rows.current - b * rows.reference
    }
}

/// Sums from which a variance is made.
struct PowerSums {
    private(set) var sum = 0.0
    private(set) var squares = 0.0

    @inline(__always)
    mutating func add(_ value: Double, times: Double) {
        sum += value * times
        squares += value * value * times
    }

    /// Adds `start + sign · x` of each row that lies `x` above its bucket's edge.
    mutating func add(_ bucket: BucketSums, from start: Double, _ sign: Double) {
        let rows = Double(bucket.rows)
        sum += rows * start + sign * bucket.sum
        squares += rows * start * start + 2 * start * sign * bucket.sum + bucket.squares
    }

    func variance(rows: Double) -> Double {
        let mean = sum / rows
        return max(squares / rows - mean * mean, 0)
    }
}
