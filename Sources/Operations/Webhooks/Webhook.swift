package import Governance
package import Ledger
import Transparency

/// Somebody outside who is told of what happens: of which records, and where.
///
/// The URL's path, which may hold a secret of the receiver's, and the key that messages are signed
/// with stand beside, in a row that no answer shows.
package struct Webhook: Sendable, Equatable {
    package let id: String
    /// Scheme, host and port.
    package let origin: String
    package let kinds: Set<RecordKind>
    package let format: WebhookFormat
    package let addedAt: String
    package let addedBy: Principal.ID

    static let countMax = 50
    static let secretByteCount = 32
    /// What the Standard Webhooks specification begins secrets with.
    static let secretPrefix = "whsec_"

    package init?(_ row: Row) {
        guard let origin = row.document["origin"]?.stringValue,
            let kinds = row.document["kinds"]?.arrayValue,
            let addedAt = row.document["addedAt"]?.stringValue,
            let addedBy = row.document["addedBy"]?.stringValue
        else { return nil }
        id = row.key
        self.origin = origin
        self.kinds = Set(kinds.compactMap { $0.stringValue.flatMap(RecordKind.init(rawValue:)) })
        format =
            row.document["format"]?.stringValue.flatMap(WebhookFormat.init(rawValue:)) ?? .record
        self.addedAt = addedAt
        self.addedBy = .init(addedBy)
    }

    static func credentialKey(_ id: String) -> String { "webhook:\(id)" }
}

extension RowReading {
    /// All webhooks, newest first.
    func webhooks() async throws(Failure) -> [Webhook] {
        try await rows(.webhooks, limit: Webhook.countMax).compactMap(Webhook.init)
    }

    /// - Throws: A fault when there is no such webhook.
    func webhook(_ id: String) async throws(Failure) -> Webhook {
        guard let webhook = try await row(.webhooks, id).flatMap(Webhook.init) else {
            throw .fault("unknown_webhook", "there is no webhook `\(id.prefix(100))`")
        }
        return webhook
    }
}
