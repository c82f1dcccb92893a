import Synchronization

/// How many rows queries counted not long ago, as estimates of how many they would count now.
///
/// INVARIANT: an estimate decides by which way things are looked for, never what is found.
final class CountEstimates: Sendable {
    private struct Estimate {
        let count: Int64
        var usesLeft: Int

        /// - Returns: `nil` when it was used often enough.
        mutating func use() -> Int64? {
            guard usesLeft > 0 else { return nil }
            usesLeft -= 1
            return count
        }
    }

    private let known = Mutex<[SQLQuery: Estimate]>([:])
    /// What other servers write makes an estimate a worse one.
    private static let useCountMax = 1_000
    private static let countMax = 1_000

    /// `count`: Counts, where nothing is known any more.
    func count(
        of query: SQLQuery, counting count: (SQLQuery) throws(TrackingError) -> Int64
    ) throws(TrackingError) -> Int64 {
        if let estimate = known.withLock({ $0[query]?.use() }) { return estimate }
        let counted = try count(query)
        known.withLock { known in
            if known.count >= Self.countMax { known.removeAll() }
            known[query] = Estimate(count: counted, usesLeft: Self.useCountMax)
        }
        return counted
    }

    /// What was counted has changed.
    func forget() { known.withLock { $0.removeAll() } }
}
