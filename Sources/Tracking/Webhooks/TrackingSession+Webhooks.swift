// Webhooks of registered models, one at a time.
extension TrackingSession {
    package func createWebhook(
        _ asked: AskedRegistryWebhook, id: String, at now: Int64
    ) throws(TrackingError) -> RegistryWebhook {
        try RegistryWebhookCheck.check(asked)
        try requireRoomForWebhook()
        let number = try connection.first(
            """
            INSERT INTO registry_webhook (webhook_id, name, description, url, is_active, created,
              updated)
            VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id
            """,
            [
                .text(id), .text(asked.name ?? ""), .text(asked.description),
                .text(asked.url ?? ""),
                .integer(asked.isActive ?? true ? 1 : 0), .integer(now), .integer(now),
            ]
        ) { row throws(TrackingError) in row.integer(0) ?? 0 }
        try set(kinds: asked.kinds ?? [], ofWebhook: number ?? 0)
        if let secret = asked.secret { try set(secret: secret, ofWebhook: number ?? 0) }
        return try webhook(id)
    }

    /// - Throws: `invalid` when there are as many webhooks as there may be.
    package func requireRoomForWebhook() throws(TrackingError) {
        let count = try connection.first(
            "SELECT count(*) FROM registry_webhook", []
        ) { row throws(TrackingError) in row.integer(0) ?? 0 }
        guard count ?? 0 < RegistryWebhook.countMax else {
            throw TrackingCheck.invalid(
                "There are \(RegistryWebhook.countMax) webhooks already; delete one.")
        }
    }

    private func set(
        kinds: [RegistryEventKind], ofWebhook number: Int64
    ) throws(TrackingError) {
        try connection.run(
            "DELETE FROM registry_webhook_event WHERE webhook = ?", .integer(number))
        try connection.insert(
            into: "registry_webhook_event", ["webhook", "kind", "position"],
            kinds.enumerated().map { index, kind in
                [.integer(number), .text(kind.rawValue), .integer(Int64(index))]
            }, "ON CONFLICT (webhook, kind) DO NOTHING")
    }

    private func set(secret: String, ofWebhook number: Int64) throws(TrackingError) {
        try connection.insert(
            into: "registry_webhook_secret", ["webhook", "secret"],
            [[.integer(number), .text(secret)]],
            "ON CONFLICT (webhook) DO UPDATE SET secret = excluded.secret")
    }

    private static let webhookColumns =
        "id, webhook_id, name, description, url, is_active, created, updated"

    private static func webhook(_ row: any SQLRow) throws(TrackingError) -> RegistryWebhook {
        guard let number = row.integer(0), let id = row.text(1),
            let name = row.text(2), let url = row.text(4), let isActive = row.integer(5),
            let created = row.integer(6), let updated = row.integer(7)
        else { throw .failed(.broken("a row of a webhook does not read")) }
        return RegistryWebhook(
            number: number, id: id, name: name, description: row.text(3), url: url, kinds: [],
            isActive: isActive == 1, createdMilliseconds: created, updatedMilliseconds: updated)
    }

    private func withKinds(_ webhook: RegistryWebhook) throws(TrackingError) -> RegistryWebhook {
        var webhook = webhook
        webhook.kinds = try connection.all(
            "SELECT kind FROM registry_webhook_event WHERE webhook = ? ORDER BY position",
            [.integer(webhook.number)]
        ) { row throws(TrackingError) in row.text(0) ?? "" }.compactMap {
            RegistryEventKind(rawValue: $0)
        }
        return webhook
    }

    /// - Throws: `missing` when there is none.
    package func webhook(_ id: String) throws(TrackingError) -> RegistryWebhook {
        let found = try connection.first(
            "SELECT \(Self.webhookColumns) FROM registry_webhook WHERE webhook_id = ?",
            [.text(id)], Self.webhook)
        guard let found else { throw .refused(.registryWebhook(id)) }
        return try withKinds(found)
    }

    /// All webhooks, newest first.
    package func webhooks(
        limit: Int, start: PageToken
    ) throws(TrackingError) -> SearchPage<RegistryWebhook> {
        let found = try connection.all(
            """
            SELECT \(Self.webhookColumns) FROM registry_webhook ORDER BY id DESC LIMIT ? OFFSET ?
            """, [.integer(Int64(limit + 1)), .integer(Int64(start.offset))], Self.webhook)
        var webhooks: [RegistryWebhook] = []
        for webhook in found { webhooks.append(try withKinds(webhook)) }
        return SearchPage(webhooks, after: start.offset, limit: limit)
    }

    /// - Returns: The webhook as it is then.
    package func change(
        webhook id: String, _ asked: AskedRegistryWebhook, at now: Int64
    ) throws(TrackingError) -> RegistryWebhook {
        try RegistryWebhookCheck.check(asked)
        let known = try webhook(id)
        try connection.run(
            """
            UPDATE registry_webhook SET name = ?, description = ?, url = ?, is_active = ?,
              updated = ? WHERE id = ?
            """, .text(asked.name ?? known.name), .text(asked.description ?? known.description),
            .text(asked.url ?? known.url), .integer(asked.isActive ?? known.isActive ? 1 : 0),
            // A change is later than what it changes, also when it is the same millisecond.
            .integer(max(now, known.updatedMilliseconds + 1)), .integer(known.number))
        if let kinds = asked.kinds { try set(kinds: kinds, ofWebhook: known.number) }
        if let secret = asked.secret { try set(secret: secret, ofWebhook: known.number) }
        return try webhook(id)
    }

    /// Deletes it, its secret, and what it has yet to be told.
    package func delete(webhook id: String) throws(TrackingError) {
        let known = try webhook(id)
        for table in ["registry_webhook_event", "registry_webhook_secret", "registry_message"] {
            try connection.run("DELETE FROM \(table) WHERE webhook = ?", .integer(known.number))
        }
        try connection.run("DELETE FROM registry_webhook WHERE id = ?", .integer(known.number))
    }

    /// What a webhook's messages are signed with, as text; for whoever sends them.
    package func secret(ofWebhook number: Int64) throws(TrackingError) -> String? {
        try connection.first(
            "SELECT secret FROM registry_webhook_secret WHERE webhook = ?", [.integer(number)]
        ) { row throws(TrackingError) in row.text(0) } ?? nil
    }
}
