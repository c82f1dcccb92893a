package import Governance
import Ledger
import Transparency

/// Tells a webhook of a record again, under the same id: one that was given up, or any other that
/// it was told of.
package struct ReplayDelivery: Operation {
    package let webhook: String
    /// The index of the record.
    package let record: Int
    package let by: Actor

    package static let permission = Permission.manageWebhooks
    package var object: OperationObject { .platform }

    package init(webhook: String, record: Int, by: Actor) {
        self.webhook = webhook
        self.record = record
        self.by = by
    }

    package func run(on platform: Platform) async throws {
        let kind = try await kind(on: platform)
        _ = try await platform.perform { turn in
            let webhook = try await turn.webhook(self.webhook)
            let cursor = try await turn.cursor(of: webhook.id)
            guard webhook.kinds.contains(kind), let cursor,
                cursor.first <= self.record, self.record < cursor.next
            else { throw self.neverTold }
            let delivery = WebhookDelivery(webhook: webhook.id, record: self.record, at: turn.now)
            let known = try await turn.row(.webhookDeliveries, delivery.key)
                .flatMap(WebhookDelivery.init)
            guard known?.state != .waiting else {
                throw Failure.refused(
                    "delivery_underway", "the webhook is being told of record \(self.record)")
            }
            try turn.put(delivery.row)
        }
    }

    private func kind(on platform: Platform) async throws(Failure) -> RecordKind {
        let size = try await Failure.reading { () throws(LedgerError) in
            try await platform.store.head().size
        }
        guard (0..<size).contains(record) else { throw neverTold }
        let found = try await ReadLedger.entries(in: record..<record + 1, on: platform)
        guard let kind = found.first?.record.flatMap({ RecordKind(rawValue: $0.kind) }) else {
            throw neverTold
        }
        return kind
    }

    private var neverTold: Failure {
        .fault(
            "unknown_delivery",
            "the webhook `\(webhook.prefix(100))` was not told of a record \(record)")
    }
}
