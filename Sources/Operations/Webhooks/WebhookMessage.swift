package import Governance
import Ledger
import Transparency

/// What a webhook is told: where, under which key, and the bytes.
package struct WebhookMessage: OutgoingMessageSource {
    package let delivery: WebhookDelivery
    package let url: WebhookURL
    /// Behind the secret's `whsec_`.
    package let key: [UInt8]
    /// In seconds since 1970, when it is sent.
    package let timestamp: Int64
    package let body: [UInt8]

    package var id: String { delivery.messageID }
    package var outgoing: OutgoingMessage {
        OutgoingMessage(
            id: id, url: url, key: key, timestamp: timestamp, body: body,
            headers: .standardWebhooks)
    }

    /// `credential`: As ``AddWebhook`` keeps it.
    init?(
        _ delivery: WebhookDelivery, _ record: Record, as format: WebhookFormat, credential: JSON,
        at now: Instant
    ) {
        guard let url = credential["url"]?.stringValue.flatMap({ try? WebhookURL($0) }),
            let secret = credential["secret"]?.stringValue,
            let key = Base64.decode(String(secret.dropFirst(Webhook.secretPrefix.count))),
            let message = format.body(of: record, at: delivery.record)
        else { return nil }
        self.delivery = delivery
        self.url = url
        self.key = key
        timestamp = now.milliseconds / 1000
        body = message.canonicalBytes
    }
}

/// How sending went.
package enum WebhookOutcome: Sendable, Equatable {
    /// The receiver took it.
    case delivered
    case failed(because: String)
    /// The server stopped first.
    case notTried
}

/// When what failed is tried again, and when it is given up.
package struct WebhookRetry: Sendable, Equatable {
    package var attemptCountMax = 10
    package var firstMilliseconds: Int64 = 5_000
    package var longestMilliseconds: Int64 = 6 * 3_600_000

    package init() {}

    /// The delivery as it waits, or is dead, after an attempt.
    ///
    /// `chance`: Any number, equally likely; so that receivers that failed together are not asked
    /// together again.
    func next(
        _ delivery: WebhookDelivery, after outcome: WebhookOutcome, at now: Instant,
        _ chance: UInt64
    ) -> WebhookDelivery {
        var next = delivery
        next.claim = nil
        next.dueAt = now
        guard case .failed(let reason) = outcome else { return next }
        next.attemptCount += 1
        next.reason = reason
        if next.attemptCount >= attemptCountMax {
            next.state = .dead
        } else {
            next.dueAt = now.adding(
                milliseconds: wait(afterAttempt: next.attemptCount, chance: chance))
        }
        return next
    }

    /// Twice as long each time, up to the longest; of that between half and all.
    package func wait(afterAttempt count: Int, chance: UInt64) -> Int64 {
        let doubled = firstMilliseconds << Int64(min(max(count, 1) - 1, 20))
        let full = min(doubled, longestMilliseconds)
        let half = full / 2
        return full - half + Int64(chance % UInt64(half + 1))
    }
}
