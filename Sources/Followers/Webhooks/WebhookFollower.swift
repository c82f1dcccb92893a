package import Logging
package import Operations
import ServiceLifecycle

/// Sends what a queue has for webhooks until it is asked to stop.
package struct WebhookFollower<Queue: OutgoingQueue>: Service {
    private let queue: Queue
    private let sender: any WebhookSending
    private let logger: Logger
    /// Waits until it is worth looking again.
    private let pause: @Sendable () async throws -> Void

    /// Messages on their way at once.
    static var atOnce: Int { 16 }

    package init(
        _ queue: Queue, sender: any WebhookSending, logger: Logger,
        pause: @escaping @Sendable () async throws -> Void = {
            try await Task.sleep(for: .seconds(1))
        }
    ) {
        self.queue = queue
        self.sender = sender
        self.logger = logger
        self.pause = pause
    }

    package func run() async throws {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            guard await round() == 0 else { continue }
            await cancelWhenGracefulShutdown { try? await pause() }
        }
    }

    /// Sends what is due.
    ///
    /// - Returns: How many messages were due; none when the queue did not say.
    @discardableResult
    package func round() async -> Int {
        do {
            let messages = try await queue.claim()
            let results = await results(of: messages)
            for (message, outcome) in results { note(message.outgoing, outcome) }
            try await queue.settle(results)
            return messages.count
        } catch {
            logger.warning("webhooks wait", metadata: ["because": "\(error)"])
            return 0
        }
    }

    private func results(
        of messages: [Queue.Message]
    ) async -> [(message: Queue.Message, outcome: WebhookOutcome)] {
        await withTaskGroup(of: (Queue.Message, WebhookOutcome).self) { group in
            var waiting = messages.makeIterator()
            var results: [(message: Queue.Message, outcome: WebhookOutcome)] = []
            for _ in 0..<Self.atOnce {
                guard let message = waiting.next() else { break }
                group.addTask { (message, await outcome(of: message)) }
            }
            for await (message, outcome) in group {
                results.append((message, outcome))
                guard let message = waiting.next() else { continue }
                group.addTask { (message, await self.outcome(of: message)) }
            }
            return results
        }
    }

    private func outcome(of message: Queue.Message) async -> WebhookOutcome {
        Task.isShuttingDownGracefully || Task.isCancelled
            ? .notTried : await sender.send(message)
    }

    /// INVARIANT: no log says a URL's path or a secret.
    private func note(_ message: OutgoingMessage, _ outcome: WebhookOutcome) {
        guard case .failed(let reason) = outcome else { return }
        logger.warning(
            "webhook not told",
            metadata: ["message": "\(message.id)", "because": "\(reason)"])
    }
}

// The group that it runs in writes it down when it begins: without a name, all that it holds.
extension WebhookFollower: CustomStringConvertible {
    package var description: String { "webhooks" }
}
