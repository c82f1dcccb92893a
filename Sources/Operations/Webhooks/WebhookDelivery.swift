import Governance
import Ledger
package import Transparency

/// That a webhook is to be told of a record.
package struct WebhookDelivery: Sendable, Equatable {
    package enum State: String, Sendable {
        case waiting
        /// Given up after too many attempts, until somebody has it replayed.
        case dead
    }

    package let webhook: String
    /// The index of the record.
    package let record: Int
    package var state = State.waiting
    /// How often it was tried.
    package var attemptCount = 0
    /// Not before; while somebody is at it, when others may take it for given up.
    package var dueAt: Instant
    /// Who is at it: a random name.
    package var claim: String?
    /// Why the last attempt failed.
    package var reason: String?

    package init(webhook: String, record: Int, at now: Instant) {
        self.webhook = webhook
        self.record = record
        dueAt = now
    }

    /// INVARIANT: the same for the same record, however often it is sent, so that a receiver can tell
    /// what it was told already.
    package var messageID: String { "msg_\(webhook)_\(record)" }

    static func key(_ webhook: String, _ record: Int) -> String { "\(webhook) \(record)" }
    var key: String { Self.key(webhook, record) }

    package var json: JSON {
        [
            "attempts": JSON(attemptCount), "claim": claim.map(JSON.string) ?? .null,
            "dueAt": .string(dueAt.description), "reason": reason.map(JSON.string) ?? .null,
            "record": JSON(record), "state": .string(state.rawValue), "webhook": .string(webhook),
        ]
    }

    var row: Row {
        Row(
            table: ReadModel.webhookDeliveries.rawValue, key: key, document: json,
            fields: ["webhook": [webhook], "state": [state.rawValue]],
            order: max(0, dueAt.milliseconds))
    }

    init?(_ row: Row) { self.init(json: row.document) }

    /// Reads what ``json`` writes.
    package init?(json document: JSON) {
        guard let webhook = document["webhook"]?.stringValue,
            let record = document["record"]?.intValue,
            let state = document["state"]?.stringValue.flatMap(State.init(rawValue:)),
            let attempts = document["attempts"]?.intValue,
            let dueAt = document["dueAt"]?.stringValue.flatMap({ Instant($0) })
        else { return nil }
        self.webhook = webhook
        self.record = record
        self.state = state
        attemptCount = attempts
        self.dueAt = dueAt
        claim = document["claim"]?.stringValue
        reason = document["reason"]?.stringValue
    }
}

/// Which records were looked at for a webhook.
struct WebhookCursor: Sendable, Equatable {
    let webhook: String
    /// The first record that is news to it.
    let first: Int
    /// The first that was not looked at.
    var next: Int

    init(webhook: String, next: Int) {
        self.webhook = webhook
        first = next
        self.next = next
    }

    var row: Row {
        Row(
            table: ReadModel.webhookCursors.rawValue, key: webhook,
            document: ["first": JSON(first), "next": JSON(next)])
    }

    init?(_ row: Row) {
        guard let first = row.document["first"]?.intValue,
            let next = row.document["next"]?.intValue
        else { return nil }
        webhook = row.key
        self.first = first
        self.next = next
    }
}

extension RowReading {
    func cursor(of webhook: String) async throws(Failure) -> WebhookCursor? {
        try await row(.webhookCursors, webhook).flatMap(WebhookCursor.init)
    }

    func waitingCount(of webhook: String) async throws(Failure) -> Int {
        try await count(
            .webhookDeliveries, [.init("webhook", webhook), .init("state", "waiting")], in: .all)
    }
}
