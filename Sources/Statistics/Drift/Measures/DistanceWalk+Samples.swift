extension DistanceWalk {
    /// Walks up two samples of which every value is known.
    ///
    /// - Parameters:
    ///   - reference: Keys, ascending.
    ///   - current: The same.
    ///   - bins: How many quantiles are named.
    /// - Throws: ``DriftError/noValues(_:)``.
    /// - Complexity: O(rows of both).
    init(
        _ reference: [UInt64], _ current: [UInt64], bins: Int
    ) throws(DriftError) {
        try self.init(rows: (reference.count, current.count), bins: bins)
        walk(reference[...], current[...])
    }

    /// Walks up two samples in buckets, and sorts only what the buckets' sums do not tell.
    ///
    /// - Parameters:
    ///   - reference: In the buckets of the map.
    ///   - current: The same.
    ///   - map: Theirs.
    ///   - bins: How many quantiles are named.
    /// - Throws: ``DriftError/noValues(_:)``.
    /// - Complexity: O(rows of both), at worst O(rows · log rows).
    init(
        _ reference: BucketedSample, _ current: BucketedSample, _ map: BucketMap, bins: Int
    ) throws(DriftError) {
        let (first, second) = (reference.sums, current.sums)
        try self.init(rows: (reference.rows, current.rows), bins: bins)
        let isOpen = openBuckets(first, second)
        let (keys, others) = (reference.keys(in: isOpen), current.keys(in: isOpen))
        var (i, k) = (0, 0)
        for bucket in 0..<map.count where first[bucket].rows + second[bucket].rows > 0 {
            guard isOpen[bucket] else {
                pass(first[bucket], second[bucket], to: map.edges[bucket + 1])
                continue
            }
            let (a, b) = (keys.counts[bucket], others.counts[bucket])
            walk(
                keys.keys[i..<i + a], others.keys[k..<k + b],
                common: (
                    OrderKey.key(map.common[bucket]), first[bucket].rows - a,
                    second[bucket].rows - b
                ))
            i += a
            k += b
        }
    }

    private init(
        rows: (reference: Int, current: Int), bins: Int
    ) throws(DriftError) {
        precondition(bins > 1, "bins are at least two")
        guard rows.reference > 0 else { throw .noValues(.reference) }
        guard rows.current > 0 else { throw .noValues(.current) }
        self.init(
            rows: rows, ranks: (0..<bins).map { $0 * rows.reference / bins })
    }

    /// Which buckets' values must be known: where the difference may change its sign or be the
    /// largest, where a quantile is, and both ends, which have no edge outward.
    private func openBuckets(_ reference: [BucketSums], _ current: [BucketSums]) -> [Bool] {
        let (n, m) = rows
        var (difference, largest) = (0, UInt(0))
        for (first, second) in zip(reference, current) {
            difference += first.rows * m - second.rows * n
            largest = max(largest, difference.magnitude)
        }
        var isOpen = [Bool](repeating: false, count: reference.count)
        var (before, asked) = (0, 0)
        difference = 0
        for bucket in isOpen.indices {
            let high = difference + reference[bucket].rows * m
            let low = difference - current[bucket].rows * n
            isOpen[bucket] =
                low <= 0 && high >= 0 || max(high.magnitude, low.magnitude) >= largest
            difference = high + low - difference
            before += reference[bucket].rows
            while asked < ranks.count, ranks[asked] < before {
                isOpen[bucket] = true
                asked += 1
            }
        }
        isOpen[0] = true
        isOpen[isOpen.count - 1] = true
        return isOpen
    }
}
