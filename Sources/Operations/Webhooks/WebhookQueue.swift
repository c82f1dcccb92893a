import Governance
import Ledger
import Transparency

/// What webhooks have yet to be told, kept in rows so that no restart loses it.
///
/// INVARIANT: what is claimed is claimed in a turn of the sequencer, so that of several servers one
/// alone sends it; if that one dies, another may after ``leaseMilliseconds``. So a receiver is told
/// at least once, and knows by the id what it was told already.
package struct WebhookQueue: OutgoingQueue {
    private let platform: Platform
    private let retry: WebhookRetry

    /// Records that are looked at in one go.
    static let recordCountMax = 100
    /// Deliveries of one webhook that wait at once; beyond that, records wait in the ledger.
    static let waitingCountMax = 1_000
    /// Deliveries of one webhook that are kept after they were given up.
    static let deadCountMax = 1_000
    /// Deliveries of one webhook in one go.
    static let claimCountMax = 16
    package static let leaseMilliseconds: Int64 = 300_000

    package init(_ platform: Platform, retry: WebhookRetry = WebhookRetry()) {
        self.platform = platform
        self.retry = retry
    }

    /// Claims what is due now.
    ///
    /// Nothing is written when nothing is due.
    package func claim() async throws -> [WebhookMessage] {
        let now = platform.now()
        var plans: [Plan] = []
        for webhook in try await platform.store.webhooks() {
            if let plan = try await plan(for: webhook, at: now) { plans.append(plan) }
        }
        guard !plans.isEmpty else { return [] }
        let name = Hex.encode(platform.random(8))
        let claimed = try await platform.perform { [plans] turn in
            var claimed: [WebhookDelivery] = []
            for plan in plans { claimed += try await plan.claim(as: name, at: now, in: &turn) }
            return claimed
        }.value
        var messages: [WebhookMessage] = []
        for delivery in claimed {
            if let message = try await message(delivery) { messages.append(message) }
        }
        return messages
    }

    /// Takes note of how sending went.
    package func settle(_ results: [(message: WebhookMessage, outcome: WebhookOutcome)])
        async throws
    {
        guard !results.isEmpty else { return }
        let now = platform.now()
        let chances = results.map { _ in
            platform.random(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        }
        _ = try await platform.perform { turn in
            for (result, chance) in zip(results, chances) {
                let delivery = result.message.delivery
                let row = try await turn.row(.webhookDeliveries, delivery.key)
                guard let row, WebhookDelivery(row)?.claim == delivery.claim else { continue }
                if case .delivered = result.outcome {
                    try turn.remove(table: row.table, key: row.key)
                } else {
                    let next = retry.next(delivery, after: result.outcome, at: now, chance)
                    try turn.put(next.row)
                    if next.state == .dead { try await turn.forgetOldDead(of: delivery.webhook) }
                }
            }
        }
    }
}

extension WebhookQueue {
    /// What a look at the rows found to do for a webhook, which its turn does if nobody else has.
    private struct Plan: Sendable {
        let webhook: Webhook
        let cursor: WebhookCursor
        let next: Int
        /// The indices of new records of which it is told.
        let records: [Int]

        func claim(
            as name: String, at now: Instant, in turn: inout Turn
        ) async throws -> [WebhookDelivery] {
            guard try await turn.row(.webhooks, webhook.id) != nil else { return [] }
            if try await turn.cursor(of: webhook.id) == cursor, next > cursor.next {
                for record in records {
                    let delivery = WebhookDelivery(webhook: webhook.id, record: record, at: now)
                    try turn.put(delivery.row)
                }
                var cursor = cursor
                cursor.next = next
                try turn.put(cursor.row)
            }
            var claimed: [WebhookDelivery] = []
            for var delivery in try await turn.due(webhook.id, at: now) {
                delivery.claim = name
                delivery.dueAt = now.adding(milliseconds: WebhookQueue.leaseMilliseconds)
                try turn.put(delivery.row)
                claimed.append(delivery)
            }
            return claimed
        }
    }

    /// - Returns: `nil` when there is nothing to do.
    private func plan(for webhook: Webhook, at now: Instant) async throws -> Plan? {
        guard let cursor = try await platform.store.cursor(of: webhook.id) else { return nil }
        let size = try await Failure.reading { () throws(LedgerError) in
            try await platform.store.head().size
        }
        let waiting = try await platform.store.waitingCount(of: webhook.id)
        let room = min(Self.recordCountMax, Self.waitingCountMax - waiting)
        let next = min(size, cursor.next + max(0, room))
        let entries =
            next > cursor.next
            ? try await ReadLedger.entries(in: cursor.next..<next, on: platform) : []
        let told = entries.filter { entry in
            entry.record.flatMap { RecordKind(rawValue: $0.kind) }.map(webhook.kinds.contains)
                ?? false
        }
        let isDue = try await !platform.store.due(webhook.id, at: now).isEmpty
        // A cursor that moves past what nobody is told of waits until there is more to write.
        guard isDue || !told.isEmpty || entries.count == Self.recordCountMax else { return nil }
        return Plan(webhook: webhook, cursor: cursor, next: next, records: told.map(\.index))
    }

    /// - Returns: `nil` when the webhook was removed meanwhile.
    private func message(_ delivery: WebhookDelivery) async throws -> WebhookMessage? {
        let key = Webhook.credentialKey(delivery.webhook)
        let range = delivery.record..<delivery.record + 1
        let entries = try await ReadLedger.entries(in: range, on: platform)
        guard let row = try await platform.store.row(.credentials, key),
            let webhook = try await platform.store.row(.webhooks, delivery.webhook)
                .flatMap(Webhook.init), let record = entries.first?.record
        else { return nil }
        return WebhookMessage(
            delivery, record, as: webhook.format, credential: row.document, at: platform.now())
    }
}

extension RowReading {
    /// What a webhook is to be told now, longest waiting first.
    fileprivate func due(
        _ webhook: String, at now: Instant
    ) async throws(Failure) -> [WebhookDelivery] {
        let query = RowQuery(
            ReadModel.webhookDeliveries.rawValue,
            matching: [.init("webhook", webhook), .init("state", "waiting")],
            limit: WebhookQueue.claimCountMax, direction: .oldestFirst)
        return try await rows(query, in: .all).rows.compactMap(WebhookDelivery.init)
            .filter { $0.dueAt <= now }
    }
}

extension Turn {
    fileprivate mutating func forgetOldDead(of webhook: String) async throws {
        let dead = try await rows(
            .webhookDeliveries, where: ["webhook": webhook, "state": "dead"])
        for row in dead.dropFirst(WebhookQueue.deadCountMax) {
            try remove(table: row.table, key: row.key)
        }
    }
}
