import Tracking

/// Sorts in what was logged to runs little by little, before somebody searches for it.
package struct SettleRuns: Sendable {
    private let platform: Platform

    package init(_ platform: Platform) { self.platform = platform }

    package func run() async throws(Failure) {
        let tracked = try platform.tracked()
        do { try await tracked.settle() } catch { throw Failure(error) }
    }
}
