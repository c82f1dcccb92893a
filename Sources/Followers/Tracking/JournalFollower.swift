package import Logging
package import Operations
import ServiceLifecycle

/// Has what was logged to runs sorted in, a little later, until it is asked to stop.
package struct JournalFollower: Service {
    private let settle: SettleRuns
    private let logger: Logger

    package init(_ settle: SettleRuns, logger: Logger) {
        self.settle = settle
        self.logger = logger
    }

    package func run() async throws {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            await cancelWhenGracefulShutdown { try? await Task.sleep(for: .seconds(1)) }
            do { try await settle.run() } catch {
                logger.warning(
                    "what was logged is not sorted in", metadata: ["because": "\(error)"])
            }
        }
    }
}

// The group that it runs in writes it down when it begins: without a name, all that it holds.
extension JournalFollower: CustomStringConvertible {
    package var description: String { "journal" }
}
