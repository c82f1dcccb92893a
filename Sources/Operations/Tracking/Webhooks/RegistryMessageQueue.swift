import Governance
package import Tracking
import Transparency

/// What webhooks of registered models have yet to be told, kept with what is tracked.
///
/// INVARIANT: what is claimed is claimed in a transaction, so that of several servers one alone sends
/// it; if that one dies, another may after the lease. So a receiver is told at least once, and knows
/// by the id what it was told already.
package struct RegistryMessageQueue: OutgoingQueue {
    /// A message that was claimed.
    package struct Message: OutgoingMessageSource {
        package let kept: RegistryMessage
        package let outgoing: OutgoingMessage

        /// - Returns: `nil` when nothing can be sent there.
        init?(_ kept: RegistryMessage, at now: Instant) {
            guard let url = try? WebhookURL(kept.url) else { return nil }
            self.kept = kept
            outgoing = OutgoingMessage(
                id: kept.id, url: url, key: kept.secret.map { Array($0.utf8) },
                timestamp: now.milliseconds / 1_000, body: Array(kept.body.utf8),
                headers: .mlflow)
        }
    }

    private let platform: Platform
    private let retry: WebhookRetry

    package init(_ platform: Platform, retry: WebhookRetry = WebhookRetry()) {
        self.platform = platform
        self.retry = retry
    }

    /// Nothing is written when nothing is due.
    package func claim() async throws -> [Message] {
        let (tracked, now) = (try platform.tracked(), platform.now())
        let due = try await tracked.reading { session throws(TrackingError) in
            try session.webhooksDue(at: now.milliseconds)
        }
        guard !due.isEmpty else { return [] }
        let name = Hex.encode(platform.random(8))
        let leaseEnd = now.milliseconds + WebhookQueue.leaseMilliseconds
        let claimed = try await tracked.writing { session throws(TrackingError) in
            var claimed: [RegistryMessage] = []
            for webhook in due {
                claimed += try session.claimMessages(
                    ofWebhook: webhook, as: name, at: now.milliseconds, until: leaseEnd)
            }
            return claimed
        }
        return claimed.compactMap { Message($0, at: now) }
    }

    package func settle(
        _ results: [(message: Message, outcome: WebhookOutcome)]
    ) async throws {
        guard !results.isEmpty else { return }
        let now = platform.now().milliseconds
        let fates = results.map { result in
            (result.message.kept, fate(of: result.message.kept, after: result.outcome, at: now))
        }
        try await platform.tracked().writing { session throws(TrackingError) in
            for (message, fate) in fates { try session.settle(message, as: fate) }
        }
    }

    private func fate(
        of message: RegistryMessage, after outcome: WebhookOutcome, at now: Int64
    ) -> RegistryMessage.Fate {
        switch outcome {
        case .delivered: return .done
        case .notTried:
            return .again(attemptCount: message.attemptCount, dueMilliseconds: now)
        case .failed:
            let count = message.attemptCount + 1
            guard count < retry.attemptCountMax else { return .done }
            let chance = platform.random(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            let wait = retry.wait(afterAttempt: count, chance: chance)
            return .again(attemptCount: count, dueMilliseconds: now + wait)
        }
    }
}
