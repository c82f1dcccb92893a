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
        var keys: [UInt64] = []
        counts.withUnsafeMutableBufferPointer { counts in
            isOpen.withUnsafeBufferPointer { isOpen in
                map.common.withUnsafeBufferPointer { common in
                    for (value, short) in zip(values, buckets) where isOpen[Int(short)] {
                        let bucket = Int(short)
                        if value == common[bucket] || value.isNaN { continue }
                        keys.append(OrderKey.key(value))
                        counts[bucket] += 1
                    }
                }
            }
        }
        RadixSort.sort(&keys)
        return (keys, counts)
    }
}
