import Synchronization

/// Counts what several do at the same time.
final class Counter: Sendable {
    private let kept = Mutex(0)

    var count: Int { kept.withLock(\.self) }

    func add() -> Int {
        kept.withLock { kept in
            kept += 1
            return kept
        }
    }
}
