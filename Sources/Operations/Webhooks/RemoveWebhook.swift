package import Governance
import Ledger
import Transparency

/// Tells another system nothing more; what it has yet to be told is dropped.
package struct RemoveWebhook: Operation {
    package let id: String
    package let by: Actor

    package static let permission = Permission.manageWebhooks
    package var object: OperationObject { .platform }

    package init(id: String, by: Actor) {
        self.id = id
        self.by = by
    }

    package func run(on platform: Platform) async throws {
        _ = try await platform.perform { turn in
            _ = try await turn.webhook(self.id)
            let by = try await turn.principal(self.by, in: .standard, on: platform)
            try turn.remove(
                table: ReadModel.credentials.rawValue, key: Webhook.credentialKey(self.id))
            try turn.remove(table: ReadModel.webhookCursors.rawValue, key: self.id)
            for row in try await turn.rows(.webhookDeliveries, where: ["webhook": self.id]) {
                try turn.remove(table: row.table, key: row.key)
            }
            try await turn.record(.webhookRemoved, ["webhook": .string(self.id)], by: by)
        }
    }
}
