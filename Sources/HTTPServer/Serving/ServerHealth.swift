import Ledger
import NIOCore
package import Operations
import Synchronization

/// Whether the ledger can be written: a write that the disk or the database refused makes the server
/// read-only, until a trial write succeeds.
package final class ServerHealth: Sendable {
    private struct State {
        var reason: String?
        var triedAt: NIODeadline?
    }

    private let state = Mutex(State())
    let platform: Platform
    /// While it is stuck, it is tried again so often at most.
    private static let retry: TimeAmount = .seconds(1)

    package init(_ platform: Platform) { self.platform = platform }

    /// Why nothing can be written, as far as is known; `nil` when all is well.
    package var readOnlyReason: String? { state.withLock { $0.reason } }

    /// Takes note of what a request met.
    package func saw(_ failure: Failure) {
        guard Self.isStuck(failure.code) else { return }
        state.withLock { $0.reason = failure.message }
    }

    /// Why nothing can be written, with a trial if it is stuck.
    package func check() async -> String? {
        let now = NIODeadline.now()
        let isDue = state.withLock { state in
            guard state.reason != nil, state.triedAt.map({ now - $0 > Self.retry }) ?? true
            else { return false }
            state.triedAt = now
            return true
        }
        guard isDue else { return readOnlyReason }
        let failure = await platform.trialWrite()
        state.withLock { $0.reason = failure?.message }
        return failure?.message
    }

    /// The same for a probe, which asks the store too when nothing is known to be wrong.
    package func probe() async -> String? {
        if let reason = await check() { return reason }
        do {
            _ = try await platform.store.head()
            return nil
        } catch { return "\(error)" }
    }

    private static func isStuck(_ code: String) -> Bool {
        ["disk_full", "input_output", "unavailable", "unknown_outcome"].contains(code)
    }
}
