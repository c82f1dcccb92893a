package import Logging
package import Operations
import ServiceLifecycle

/// Has what was logged to runs sorted in, a little later, until it is asked to stop.
package struct JournalFollower: Service {
    private let settle: SettleRuns
    private let logger: Logger
    /// Waits until it is worth looking again.
    private let pause: @Sendable () async throws -> Void

    package init(
        _ settle: SettleRuns, logger: Logger,
        pause: @escaping @Sendable () async throws -> Void = {
            try await Task.sleep(for: .seconds(1))
        }
    ) {
        self.settle = settle
        self.logger = logger
        self.pause = pause
    }

    /// What stands in the way is told when it begins, and when it is over.
    package func run() async throws {
        var isHindered = false
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            await cancelWhenGracefulShutdown { try? await pause() }
            do {
                try await settle.run()
                if isHindered { logger.info("what was logged is sorted in again") }
                isHindered = false
            } catch {
                if !isHindered {
                    logger.warning(
                        "what was logged is not sorted in", metadata: ["because": "\(error)"])
                }
                isHindered = true
            }
        }
    }
}

// The group that it runs in writes it down when it begins: without a name, all that it holds.
extension JournalFollower: CustomStringConvertible {
    package var description: String { "journal" }
}
