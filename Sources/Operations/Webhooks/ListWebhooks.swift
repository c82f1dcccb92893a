package import Governance
import Ledger
import Transparency

/// The webhooks there are, how far each was told, and what it could not be told.
package struct ListWebhooks: Operation {
    package let by: Actor

    package static let permission = Permission.manageWebhooks
    package var object: OperationObject { .platform }
    package static let deadCountMax = 100

    package init(by: Actor) { self.by = by }

    package struct Listed: Sendable, Equatable {
        package let webhook: Webhook
        /// The index of the first record that was not looked at for it.
        package let next: Int
        package let waitingCount: Int
        /// What was given up, newest first.
        package let dead: [WebhookDelivery]

        package init(webhook: Webhook, next: Int, waitingCount: Int, dead: [WebhookDelivery]) {
            self.webhook = webhook
            self.next = next
            self.waitingCount = waitingCount
            self.dead = dead
        }
    }

    package func run(on platform: Platform) async throws -> [Listed] {
        let store = platform.store
        var listed: [Listed] = []
        for webhook in try await store.webhooks() {
            let dead = try await store.rows(
                .webhookDeliveries, where: ["webhook": webhook.id, "state": "dead"],
                limit: Self.deadCountMax)
            listed.append(
                Listed(
                    webhook: webhook,
                    next: try await store.cursor(of: webhook.id)?.next ?? 0,
                    waitingCount: try await store.waitingCount(of: webhook.id),
                    dead: dead.compactMap(WebhookDelivery.init)))
        }
        return listed
    }
}
