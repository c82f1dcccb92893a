package import Governance
package import Tracking
import Transparency

/// Sends an example to a webhook, once, while the caller waits.
package struct TryRegistryWebhook: Operation {
    package let id: String
    /// Of what; `nil` for the first that it is told of.
    package let kind: RegistryEventKind?
    package let sender: any WebhookSending
    package let by: Actor

    package static let permission = Permission.manageWebhooks
    package var object: OperationObject { .platform }

    package init(
        id: String, kind: RegistryEventKind?, sender: any WebhookSending, by: Actor
    ) {
        self.id = id
        self.kind = kind
        self.sender = sender
        self.by = by
    }

    package func run(on platform: Platform) async throws -> WebhookAnswer {
        let id = id
        let (webhook, secret) = try await platform.tracked().reading {
            session throws(TrackingError) in
            let webhook = try session.webhook(id)
            return (webhook, try session.secret(ofWebhook: webhook.number))
        }
        let url = try Failure.tracking { () throws(TrackingError) in
            try RegistryWebhookCheck.url(webhook.url)
        }
        let kind = kind ?? webhook.kinds.first ?? .registeredModelCreated
        let now = platform.now().milliseconds
        return await sender.answer(
            to: OutgoingMessage(
                id: "msg_\(webhook.id)_try_\(Hex.encode(platform.random(8)))", url: url,
                key: secret.map { Array($0.utf8) }, timestamp: now / 1_000,
                body: RegistryEvent.body(
                    kind, kind.example, in: .standard, at: now
                ).canonicalBytes,
                headers: .mlflow))
    }
}
