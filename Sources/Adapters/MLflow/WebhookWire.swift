import Operations
import Tracking
import Transparency

/// Webhooks as MLflow writes them.
enum WebhookWire {
    /// INVARIANT: there is no secret in it.
    static func json(_ webhook: RegistryWebhook) -> JSON {
        var members: [String: JSON] = [
            "webhook_id": .string(webhook.id), "name": .string(webhook.name),
            "url": .string(webhook.url), "status": webhook.isActive ? "ACTIVE" : "DISABLED",
            "events": .array(
                webhook.kinds.map { kind in
                    [
                        "entity": .string(kind.entity.uppercased()),
                        "action": .string(kind.action.uppercased()),
                    ]
                }),
            "creation_timestamp": JSON(Int(webhook.createdMilliseconds)),
            "last_updated_timestamp": JSON(Int(webhook.updatedMilliseconds)),
        ]
        members["description"] = webhook.description.map(JSON.string)
        return .object(members)
    }

    /// What came of trying one; what the receiver answered is not passed on.
    static func json(_ answer: WebhookAnswer) -> JSON {
        var members: [String: JSON] = ["success": .bool(answer.outcome == .delivered)]
        members["response_status"] = answer.status.map { JSON($0) }
        if case .failed(let because) = answer.outcome {
            members["error_message"] = .string("Failed to test webhook: \(because)")
        }
        return .object(members)
    }

    /// A new webhook, of which name, URL and events are said.
    static func new(_ asked: MLflowRequest) throws -> AskedRegistryWebhook {
        var new = try change(asked)
        new.name = try asked.required("name")
        new.url = try asked.required("url")
        guard new.kinds != nil else { throw MLflowProblem.missing("events") }
        return new
    }

    /// What is to be other; what is empty is not said, as in MLflow.
    static func change(_ asked: MLflowRequest) throws -> AskedRegistryWebhook {
        let kinds = try asked.objects("events").map(kind)
        return AskedRegistryWebhook(
            name: try said("name", asked), description: try said("description", asked),
            url: try said("url", asked), kinds: kinds.isEmpty ? nil : kinds,
            secret: try said("secret", asked), isActive: try isActive(asked))
    }

    /// The event that a webhook is tried with, if one is said.
    static func event(_ asked: MLflowRequest) throws -> RegistryEventKind? {
        guard let value = asked.value("event") else { return nil }
        guard let members = value.objectValue else {
            throw MLflowProblem.invalid(value, "event")
        }
        return try kind(members)
    }

    private static func said(_ name: String, _ asked: MLflowRequest) throws -> String? {
        try asked.text(name).flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func kind(_ members: [String: JSON]) throws -> RegistryEventKind {
        guard let entity = members["entity"]?.stringValue,
            let action = members["action"]?.stringValue
        else { throw MLflowProblem.invalid(.object(members), "events") }
        return try Failure.tracking { () throws(TrackingError) in
            try RegistryEventKind(entity: entity, action: action)
        }
    }

    private static func isActive(_ asked: MLflowRequest) throws -> Bool? {
        guard let value = asked.value("status") else { return nil }
        switch value.stringValue {
        case "ACTIVE": return true
        case "DISABLED": return false
        default: throw MLflowProblem.invalid(value, "status")
        }
    }
}
