package import Governance
import Ledger
package import Tracking
import Transparency

/// Has another system told of what happens to registered models, in MLflow's words, or changes what
/// it is told and where.
package struct SetRegistryWebhook: Operation {
    /// Which is changed; `nil` for a new one.
    package let id: String?
    package let asked: AskedRegistryWebhook
    package let by: Actor

    package static let permission = Permission.manageWebhooks
    package var object: OperationObject { .platform }

    package init(id: String? = nil, _ asked: AskedRegistryWebhook, by: Actor) {
        self.id = id
        self.asked = asked
        self.by = by
    }

    package func run(on platform: Platform) async throws -> RegistryWebhook {
        let (tracked, asked) = (try platform.tracked(), asked)
        let url = try Failure.tracking { () throws(TrackingError) in
            try RegistryWebhookCheck.check(asked)
            return try asked.url.map { url throws(TrackingError) in
                try RegistryWebhookCheck.url(url)
            }
        }
        if let url {
            try Failure.translating { () throws(WebhookRefusal) in
                try platform.webhookRule.check(url)
            }
        }
        let now = platform.now().milliseconds
        guard let id else { return try await add(url, at: now, to: tracked, on: platform) }
        let known = try await tracked.reading { session throws(TrackingError) in
            try session.webhook(id)
        }
        try await record(id, known: known, on: platform)
        return try await tracked.writing { session throws(TrackingError) in
            try session.change(webhook: id, asked, at: now)
        }
    }

    private func add(
        _ url: WebhookURL?, at now: Int64, to tracked: TrackingStore, on platform: Platform
    ) async throws -> RegistryWebhook {
        let (asked, id) = (asked, Hex.encode(platform.random(16)))
        try await tracked.reading { session throws(TrackingError) in
            try session.requireRoomForWebhook()
        }
        try await record(id, known: nil, on: platform)
        return try await tracked.writing { session throws(TrackingError) in
            try session.createWebhook(asked, id: id, at: now)
        }
    }

    /// INVARIANT: the ledger knows who had others told of what, before they are; of a URL it knows
    /// what is no secret.
    private func record(
        _ id: String, known: RegistryWebhook?, on platform: Platform
    ) async throws {
        let url = try? (asked.url ?? known?.url).map { text throws(WebhookRefusal) in
            try WebhookURL(text)
        }
        let kinds = asked.kinds ?? known?.kinds ?? []
        let body: JSON = [
            "webhook": .string(id), "origin": .string(url?.origin ?? ""),
            "events": .array(Set(kinds.map(\.rawValue)).sorted().map(JSON.string)),
            "active": .bool(asked.isActive ?? known?.isActive ?? true),
        ]
        _ = try await platform.perform { turn in
            let by = try await turn.principal(self.by, in: .standard, on: platform)
            try await turn.record(.registryWebhookSet, body, by: by)
        }
    }
}
