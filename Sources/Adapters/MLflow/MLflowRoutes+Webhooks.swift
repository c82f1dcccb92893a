import Governance
import HTTPServer
import HTTPTypes
import Operations
import Tracking
import Transparency

// Who outside is told of what happens to registered models.
extension MLflowRoutes {
    var webhookRoutes: [Route] {
        let (platform, sender) = (self.platform, self.sender)
        return route(.post, "webhooks", .manageWebhooks) { asked, _ in
            .webhook(
                try await platform.perform(
                    SetRegistryWebhook(try WebhookWire.new(asked), by: asked.actor)))
        }
            + route(.get, "webhooks", .manageWebhooks) { asked, _ in
                let page = try await platform.perform(try asked.webhookList())
                var answer: [String: JSON] = [
                    "webhooks": .array(page.found.map(WebhookWire.json))
                ]
                if let next = page.next { answer["next_page_token"] = .string("\(next)") }
                return .json(.object(answer))
            }
            + route(.get, "webhooks/{webhook}", .manageWebhooks) { asked, request in
                .webhook(
                    try await platform.perform(
                        ReadRegistryWebhook(id: request.webhook, by: asked.actor)))
            }
            + route(.patch, "webhooks/{webhook}", .manageWebhooks) { asked, request in
                .webhook(
                    try await platform.perform(
                        SetRegistryWebhook(
                            id: request.webhook, try WebhookWire.change(asked),
                            by: asked.actor)))
            }
            + route(.delete, "webhooks/{webhook}", .manageWebhooks) { asked, request in
                try await platform.perform(
                    DeleteRegistryWebhook(id: request.webhook, by: asked.actor))
                return .done
            }
            + route(.post, "webhooks/{webhook}/test", .manageWebhooks) { asked, request in
                let answer = try await platform.perform(
                    TryRegistryWebhook(
                        id: request.webhook, kind: try WebhookWire.event(asked),
                        sender: sender, by: asked.actor))
                return .json(["result": WebhookWire.json(answer)])
            }
    }
}

extension MLflowRequest {
    fileprivate func webhookList() throws -> ListRegistryWebhooks {
        let token = try text("page_token")
        return ListRegistryWebhooks(
            limit: try limit(usual: 100, max: 1_000),
            start: try Failure.tracking { () throws(TrackingError) in try PageToken(token) },
            by: actor)
    }
}

extension ServerRequest {
    fileprivate var webhook: String { parameters["webhook"] ?? "" }
}

extension ServerResponse {
    fileprivate static func webhook(_ webhook: RegistryWebhook) -> ServerResponse {
        .json(["webhook": WebhookWire.json(webhook)])
    }
}
