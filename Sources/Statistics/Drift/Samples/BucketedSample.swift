/// The rows of one sample in the buckets of a map.
struct BucketedSample {
    private let values: [Double]
    private let map: BucketMap
    /// Of each value; shape `[rows]`.
    private let buckets: [UInt16]
    /// Shape `[buckets]`.
    let sums: [BucketSums]
    /// Values that are not NaN.
    let rows: Int

    /// - Complexity: O(values).
    init(_ values: [Double], _ map: BucketMap) {
        self.values = values
        self.map = map
        (buckets, sums) = map.sums(of: values)
        rows = sums.reduce(0) { $0 + $1.rows }
    }

    /// The values of some buckets, without those that equal their bucket's common value.
    ///
    /// - Parameter isOpen: Which buckets; shape `[buckets]`.
    /// - Returns: Their keys, ascending, and how many each bucket has, of shape `[buckets]`.
    /// - Complexity: O(values), at worst O(values · log values).
    func keys(in isOpen: [Bool]) -> (keys: [UInt64], counts: [Int]) {
        var counts = [Int](repeating: 0, count: sums.count)
        let most = zip(sums, isOpen).reduce(0) { $0 + ($1.1 ? $1.0.rows : 0) }
        var keys = [UInt64](unsafeUninitializedCapacity: most) { keys, filled in
            counts.withUnsafeMutableBufferPointer { counts in
                isOpen.withUnsafeBufferPointer {
                    filled = gather(in: $0, keys, counts)
                }
            }
        }
        RadixSort.sort(&keys)
        return (keys, counts)
    }

    /// - Returns: How many keys there are.
    private func gather(
        in isOpen: UnsafeBufferPointer<Bool>, _ keys: UnsafeMutableBufferPointer<UInt64>,
        _ counts: UnsafeMutableBufferPointer<Int>
    ) -> Int {
        var filled = 0
        map.common.withUnsafeBufferPointer { common in
            values.withUnsafeBufferPointer { values in
                for row in values.indices {
                    let bucket = Int(buckets[row])
                    guard isOpen[bucket] else { continue }
                    let value = values[row]
                    // NaN is in the first bucket, which does not count it.
                    guard value != common[bucket], !value.isNaN else { continue }
                    keys[filled] = OrderKey.key(value)
                    filled += 1
                    counts[bucket] += 1
                }
            }
        }
        return filled
    }
}
