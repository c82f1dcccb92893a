/// Sorts keys by their 33 highest bits in three passes, then puts right the few that share them.
///
/// Among random doubles hardly two agree in sign, exponent and 21 digits, so three passes do for
/// six. Keys that do agree stand together, and are sorted there: a few by insertion, many by the
/// standard library. Stable order is neither needed nor kept.
struct RadixSort {
    static let digits = 3
    private static let bits: UInt64 = 11
    private static let buckets = 1 << 11
    private static let lowest: UInt64 = 31
    private static let insertedMost = 24

    /// How many keys have each digit, per pass; shape `[digits × buckets]`.
    private var histogram = [UInt32](repeating: 0, count: digits * buckets)

    /// The keys of all values but NaN, ascending.
    ///
    /// - Complexity: O(values), at worst O(values · log values).
    static func keys(of values: [Double]) -> [UInt64] {
        var keys = [UInt64](unsafeUninitializedCapacity: values.count + 1) { buffer, count in
            var filled = 0
            for value in values {
                buffer[filled] = OrderKey.key(value)
                filled += value.isNaN ? 0 : 1
            }
            count = filled
        }
        sort(&keys)
        return keys
    }

    /// Sorts fewer than 2³² keys.
    static func sort(_ keys: inout [UInt64]) {
        guard keys.count > 256 else { return keys.sort() }
        precondition(keys.count < Int(UInt32.max), "a sample holds fewer than 2³² rows")
        var sort = RadixSort()
        sort.sortDigits(of: &keys)
        finish(&keys)
    }

    /// Sorts by all digits that differ.
    private mutating func sortDigits(of keys: inout [UInt64]) {
        count(keys)
        var other = [UInt64](unsafeUninitializedCapacity: keys.capacity) { buffer, count in
            count = keys.count
        }
        for digit in 0..<Self.digits where startOfBuckets(digit, of: keys.count) {
            distribute(keys, into: &other, digit: digit)
            swap(&keys, &other)
        }
    }

    private mutating func count(_ keys: [UInt64]) {
        histogram.withUnsafeMutableBufferPointer { histogram in
            for key in keys {
                for digit in 0..<Self.digits {
                    let shift = Self.lowest + UInt64(digit) * Self.bits
                    let bucket = Int(truncatingIfNeeded: (key >> shift) & 2_047)
                    histogram[digit * Self.buckets + bucket] &+= 1
                }
            }
        }
    }

    /// Turns counts into places; false when all keys share the digit.
    private mutating func startOfBuckets(_ digit: Int, of count: Int) -> Bool {
        var sum: UInt32 = 0
        for index in digit * Self.buckets..<(digit + 1) * Self.buckets {
            let here = histogram[index]
            if Int(here) == count { return false }
            histogram[index] = sum
            sum += here
        }
        return true
    }

    private mutating func distribute(
        _ keys: [UInt64], into other: inout [UInt64], digit: Int
    ) {
        let shift = Self.lowest + UInt64(digit) * Self.bits
        histogram.withUnsafeMutableBufferPointer { histogram in
            other.withUnsafeMutableBufferPointer { other in
                let places = UnsafeMutableBufferPointer(
                    rebasing: histogram[digit * Self.buckets..<(digit + 1) * Self.buckets])
                for key in keys {
                    let bucket = Int(truncatingIfNeeded: (key >> shift) & 2_047)
                    other[Int(places[bucket])] = key
                    places[bucket] &+= 1
                }
            }
        }
    }

    /// Sorts within the runs of keys that share their highest bits.
    private static func finish(_ keys: inout [UInt64]) {
        var index = 1
        while index < keys.count {
            if keys[index - 1] <= keys[index] {
                index += 1
                continue
            }
            let shared = keys[index] >> lowest
            var (start, end) = (index - 1, index + 1)
            while start > 0, keys[start - 1] >> lowest == shared { start -= 1 }
            while end < keys.count, keys[end] >> lowest == shared { end += 1 }
            if end - start > insertedMost {
                keys[start..<end].sort()
            } else {
                insert(&keys, start..<end)
            }
            index = end
        }
    }

    private static func insert(_ keys: inout [UInt64], _ range: Range<Int>) {
        for index in range.dropFirst() {
            let key = keys[index]
            var place = index
            while place > range.lowerBound, keys[place - 1] > key {
                keys[place] = keys[place - 1]
                place -= 1
            }
            keys[place] = key
        }
    }
}
