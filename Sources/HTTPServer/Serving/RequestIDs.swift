import Synchronization

/// Short names of requests, unique in the process and unlikely elsewhere.
package final class RequestIDs: Sendable {
    private let start: String
    private let count = Atomic<UInt64>(0)

    /// `seed`: Another one for each process.
    package init(seed: UInt32) { start = String(seed, radix: 36) }

    func next() -> String {
        let number = count.wrappingAdd(1, ordering: .relaxed).newValue
        return start + "-" + String(number, radix: 36)
    }
}
