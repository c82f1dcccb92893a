import Crypto
import Transparency

/// What proves to a receiver that a message is from this server, and is this very message, as the
/// Standard Webhooks specification has it: HMAC-SHA256 over `id.timestamp.body`.
package struct WebhookSignature: Sendable, Equatable {
    /// As the header `webhook-signature` says it: `v1,` and base64.
    package let header: String

    /// `key` is the bytes behind the secret's `whsec_`, `timestamp` seconds since 1970.
    package init(key: [UInt8], id: String, timestamp: Int64, body: [UInt8]) {
        var code = HMAC<SHA256>(key: SymmetricKey(data: key))
        code.update(data: Array("\(id).\(timestamp).".utf8))
        code.update(data: body)
        header = "v1," + Base64.encode(Array(code.finalize()))
    }
}
