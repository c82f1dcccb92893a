package import Governance
import Ledger
import Transparency

/// Has another system told, from now on, of what happens.
package struct AddWebhook: Operation {
    package let url: String
    package let kinds: Set<RecordKind>
    package let format: WebhookFormat
    package let by: Actor

    package static let permission = Permission.manageWebhooks
    package var object: OperationObject { .platform }

    /// `kinds`: `nil` for what the format can say, or what becomes of versions.
    package init(
        url: String, kinds: Set<RecordKind>? = nil, format: WebhookFormat = .record, by: Actor
    ) {
        self.url = url
        self.kinds = kinds ?? format.kinds ?? RecordKind.aboutVersions
        self.format = format
        self.by = by
    }

    package struct Added: Sendable, Equatable {
        package let id: String
        package let origin: String
        package let kinds: Set<RecordKind>
        /// To be shown once: with it a receiver knows that a message is from here.
        ///
        /// Empty when the request was a repeated one.
        package let secret: String

        package init(id: String, origin: String, kinds: Set<RecordKind>, secret: String) {
            self.id = id
            self.origin = origin
            self.kinds = kinds
            self.secret = secret
        }
    }

    package func run(on platform: Platform) async throws -> Added {
        let url = try Failure.translating { () throws(WebhookRefusal) in
            let url = try WebhookURL(self.url)
            try platform.webhookRule.check(url)
            return url
        }
        guard !kinds.isEmpty else {
            throw Failure.fault("bad_webhook", "a webhook is told of one kind of record at least")
        }
        guard format.kinds.map(kinds.isSubset) ?? true else {
            let known = (format.kinds ?? []).map(\.rawValue).sorted()
            throw Failure.fault(
                "bad_webhook",
                "the format `\(format.rawValue)` speaks of \(known.inBackticks) alone")
        }
        let added = Added(
            id: "wh_" + Hex.encode(platform.random(8)), origin: url.origin, kinds: kinds,
            secret: Webhook.secretPrefix
                + Base64.encode(platform.random(Webhook.secretByteCount)))
        // What a repeated request is answered is kept, so it has no secret.
        _ = try await platform.perform { turn in
            try await self.add(added, url, in: &turn, on: platform)
            return Added(id: added.id, origin: added.origin, kinds: added.kinds, secret: "")
        }
        return added
    }

    private func add(
        _ added: Added, _ url: WebhookURL, in turn: inout Turn, on platform: Platform
    ) async throws {
        guard try await turn.webhooks().count < Webhook.countMax else {
            throw Failure.refused(
                "too_many_webhooks", "there are \(Webhook.countMax) webhooks already; remove one")
        }
        let by = try await turn.principal(self.by, in: .standard, on: platform)
        try turn.put(
            Row(
                table: ReadModel.credentials.rawValue, key: Webhook.credentialKey(added.id),
                document: ["secret": .string(added.secret), "url": .string(url.text)]))
        try await turn.record(.webhookAdded, body(added, url), by: by)
        // What was recorded until now is not news.
        try turn.put(WebhookCursor(webhook: added.id, next: turn.nextIndex).row)
    }

    /// INVARIANT: the usual format is not written, as in records from before there were others.
    private func body(_ added: Added, _ url: WebhookURL) -> JSON {
        var members: [String: JSON] = [
            "kinds": .array(kinds.map(\.rawValue).sorted().map(JSON.string)),
            "origin": .string(url.origin), "webhook": .string(added.id),
        ]
        if format != .record { members["format"] = .string(format.rawValue) }
        return .object(members)
    }
}
