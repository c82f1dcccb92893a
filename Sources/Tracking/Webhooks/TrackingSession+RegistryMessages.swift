import Transparency

// What webhooks have yet to be told.
extension TrackingSession {
    /// Messages of one webhook that wait at once; a receiver that is away for longer is disabled,
    /// which its owner sees.
    static let waitingCountMax: Int64 = 10_000
    /// Webhooks that are looked after in one go, and messages of each.
    static let webhookCountMax: Int64 = 256
    static let claimCountMax: Int64 = 16

    /// Writes, with the change itself, that whoever asked for it is to be told of it.
    ///
    /// INVARIANT: it is called in the transaction that makes the change, so that both are there after
    /// it or neither is.
    func note(_ event: RegistryEvent?, at now: Int64) throws(TrackingError) {
        guard let event else { return }
        let query = Self.webhooks(toldOf: event.kind)
        let webhooks = try connection.all(query.sql, query.values) { row throws(TrackingError) in
            row.integer(0) ?? 0
        }
        try note(event, to: webhooks, at: now)
    }

    static func webhooks(toldOf kind: RegistryEventKind) -> SQLQuery {
        SQLQuery(
            """
            SELECT w.id FROM registry_webhook_event e JOIN registry_webhook w ON w.id = e.webhook
            WHERE e.kind = ? AND w.is_active = 1 ORDER BY w.id
            """, [.text(kind.rawValue)])
    }

    /// The same, for these webhooks.
    func note(
        _ event: RegistryEvent, to webhooks: [Int64], at now: Int64
    ) throws(TrackingError) {
        guard !webhooks.isEmpty else { return }
        let body = RegistryEvent.body(
            event.kind, event.data, in: event.workspace, at: now
        ).canonical
        for webhook in webhooks {
            guard try hasRoom(webhook) else {
                try connection.run(
                    "UPDATE registry_webhook SET is_active = 0, updated = ? WHERE id = ?",
                    .integer(now), .integer(webhook))
                continue
            }
            try connection.run(
                "INSERT INTO registry_message (webhook, body, attempts, due) VALUES (?, ?, 0, ?)",
                .integer(webhook), .text(body), .integer(now))
        }
    }

    private func hasRoom(_ webhook: Int64) throws(TrackingError) -> Bool {
        let last = try connection.first(
            "SELECT 1 FROM registry_message WHERE webhook = ? LIMIT 1 OFFSET ?",
            [.integer(webhook), .integer(Self.waitingCountMax - 1)]
        ) { _ throws(TrackingError) in true }
        return last == nil
    }

    /// Webhooks that are to be told something now.
    package func webhooksDue(at now: Int64) throws(TrackingError) -> [Int64] {
        try connection.all(
            """
            SELECT w.id FROM registry_webhook w WHERE w.is_active = 1 AND EXISTS (
              SELECT 1 FROM registry_message m WHERE m.webhook = w.id AND m.due <= ?)
            ORDER BY w.id LIMIT ?
            """, [.integer(now), .integer(Self.webhookCountMax)]
        ) { row throws(TrackingError) in row.integer(0) ?? 0 }
    }

    /// Takes what a webhook is to be told now, longest waiting first; nobody else gets it before
    /// `leaseEnd`.
    package func claimMessages(
        ofWebhook number: Int64, as claim: String, at now: Int64, until leaseEnd: Int64
    ) throws(TrackingError) -> [RegistryMessage] {
        let found = try connection.all(
            """
            SELECT m.id, w.webhook_id, w.url, m.body, m.attempts
            FROM registry_message m JOIN registry_webhook w ON w.id = m.webhook
            WHERE m.webhook = ? AND m.due <= ? AND w.is_active = 1
            ORDER BY m.due, m.id LIMIT ?\(connection.dialect.forUpdate)
            """, [.integer(number), .integer(now), .integer(Self.claimCountMax)]
        ) { row throws(TrackingError) in
            RegistryMessage(
                number: row.integer(0) ?? 0, webhook: row.text(1) ?? "", url: row.text(2) ?? "",
                body: row.text(3) ?? "", attemptCount: Int(row.integer(4) ?? 0), claim: claim)
        }
        guard !found.isEmpty else { return [] }
        let secret = try secret(ofWebhook: number)
        for message in found {
            try connection.run(
                "UPDATE registry_message SET claim = ?, due = ? WHERE id = ?", .text(claim),
                .integer(leaseEnd), .integer(message.number))
        }
        return found.map { message in
            var message = message
            message.secret = secret
            return message
        }
    }

    /// Takes note of what became of a message, unless somebody else is at it by now.
    package func settle(
        _ message: RegistryMessage, as fate: RegistryMessage.Fate
    ) throws(TrackingError) {
        switch fate {
        case .done:
            try connection.run(
                "DELETE FROM registry_message WHERE id = ? AND claim = ?",
                .integer(message.number), .text(message.claim))
        case .again(let attemptCount, let due):
            try connection.run(
                """
                UPDATE registry_message SET claim = NULL, attempts = ?, due = ?
                WHERE id = ? AND claim = ?
                """, .integer(Int64(attemptCount)), .integer(due), .integer(message.number),
                .text(message.claim))
        }
    }
}

/// What a webhook is told, on its way.
package struct RegistryMessage: Sendable, Equatable {
    /// What becomes of it after an attempt.
    package enum Fate: Sendable, Equatable {
        /// It was taken, or given up.
        case done
        case again(attemptCount: Int, dueMilliseconds: Int64)
    }

    let number: Int64
    /// The webhook's id.
    package let webhook: String
    package let url: String
    package let body: String
    /// How often it was tried.
    package let attemptCount: Int
    /// Who is at it: a random name.
    let claim: String
    package var secret: String?

    /// INVARIANT: the same however often it is sent, so that a receiver can tell what it was told.
    package var id: String { "msg_\(webhook)_\(number)" }
}
