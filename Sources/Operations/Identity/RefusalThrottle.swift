import Synchronization
import Transparency

/// Lets a refusal into the ledger once a minute, with how often it was since, so that nobody can
/// flood the ledger by asking for what is refused.
package final class RefusalThrottle: Sendable {
    /// What counts as the same refusal.
    struct Key: Sendable, Hashable {
        let principal: String
        let action: String
        let code: String
    }

    private struct Entry {
        var recorded: Instant
        /// Refusals since then.
        var count: Int
    }

    static let entryCountMax = 10_000
    static let spanMilliseconds: Int64 = 60_000

    private let entries = Mutex<[Key: Entry]>([:])

    package init() {}

    /// - Returns: How many refusals the record stands for; `nil` when it is too early for one.
    func admit(_ key: Key, at now: Instant) -> Int? {
        entries.withLock { entries in
            if let entry = entries[key],
                now.milliseconds - entry.recorded.milliseconds < Self.spanMilliseconds
            {
                entries[key]?.count += 1
                return nil
            }
            let count = (entries[key]?.count ?? 0) + 1
            if entries.count >= Self.entryCountMax { Self.trim(&entries, now) }
            entries[key] = Entry(recorded: now, count: 0)
            return count
        }
    }

    /// Forgets what is over; when nothing is, refuses to grow by forgetting all.
    private static func trim(_ entries: inout [Key: Entry], _ now: Instant) {
        entries = entries.filter {
            now.milliseconds - $0.value.recorded.milliseconds < spanMilliseconds
        }
        if entries.count >= entryCountMax { entries.removeAll() }
    }
}
