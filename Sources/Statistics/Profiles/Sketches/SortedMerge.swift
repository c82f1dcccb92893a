/// Two ascending lists as one.
///
/// Each step waits for the one before it, so the lower and the upper half are merged side by side:
/// a processor does both in the time of one.
enum SortedMerge {
    /// - Complexity: O(values of both).
    static func values(_ one: [Double], _ other: [Double]) -> [Double] {
        [Double](unsafeUninitializedCapacity: one.count + other.count) { merged, count in
            one.withUnsafeBufferPointer { one in
                other.withUnsafeBufferPointer { other in join(one, other, into: merged) }
            }
            count = one.count + other.count
        }
    }

    private typealias Values = UnsafeBufferPointer<Double>

    private static func join(
        _ one: Values, _ other: Values, into merged: UnsafeMutableBufferPointer<Double>
    ) {
        let (middle, cut) = halves(one, other)
        var (i, j) = (0, 0)
        var (k, l) = (middle, cut)
        while i < middle, j < cut, k < one.count, l < other.count {
            step(one, other, &i, &j, into: merged)
            step(one, other, &k, &l, into: merged)
        }
        finish(one, other, &i, middle, &j, cut, into: merged)
        finish(one, other, &k, one.count, &l, other.count, into: merged)
    }

    /// How many of each are in the lower half of both together.
    private static func halves(_ one: Values, _ other: Values) -> (Int, Int) {
        let half = (one.count + other.count) / 2
        var (low, high) = (max(0, half - other.count), min(one.count, half))
        while low < high {
            let middle = (low + high) / 2
            if one[middle] < other[half - middle - 1] { low = middle + 1 } else { high = middle }
        }
        return (low, half - low)
    }

    /// Both counters move without a branch, which no processor could foretell.
    @inline(__always)
    private static func step(
        _ one: Values, _ other: Values, _ i: inout Int, _ j: inout Int,
        into merged: UnsafeMutableBufferPointer<Double>
    ) {
        let (a, b) = (one[i], other[j])
        let step = a <= b ? 1 : 0
        merged[i + j] = min(a, b)
        i += step
        j += 1 - step
    }

    @inline(__always)
    private static func finish(
        _ one: Values, _ other: Values, _ i: inout Int, _ end: Int, _ j: inout Int, _ cut: Int,
        into merged: UnsafeMutableBufferPointer<Double>
    ) {
        while i < end, j < cut { step(one, other, &i, &j, into: merged) }
        while i < end {
            merged[i + j] = one[i]
            i += 1
        }
        while j < cut {
            merged[i + j] = other[j]
            j += 1
        }
    }
}
