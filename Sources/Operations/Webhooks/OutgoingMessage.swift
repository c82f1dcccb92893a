package import Governance

/// What is sent to a webhook, whoever's words it is in.
package struct OutgoingMessage: Sendable, Equatable {
    /// How headers are called.
    package struct HeaderNames: Sendable, Equatable {
        package let id: String
        package let timestamp: String
        package let signature: String

        static let standardWebhooks = HeaderNames(
            id: "webhook-id", timestamp: "webhook-timestamp", signature: "webhook-signature")
        package static let mlflow = HeaderNames(
            id: "X-MLflow-Delivery-Id", timestamp: "X-MLflow-Timestamp",
            signature: "X-MLflow-Signature")
    }

    package let id: String
    package let url: WebhookURL
    /// What it is signed with; `nil` when it is not.
    package let key: [UInt8]?
    /// In seconds since 1970, when it is sent.
    package let timestamp: Int64
    package let body: [UInt8]
    package let headers: HeaderNames

    package init(
        id: String, url: WebhookURL, key: [UInt8]?, timestamp: Int64, body: [UInt8],
        headers: HeaderNames
    ) {
        self.id = id
        self.url = url
        self.key = key
        self.timestamp = timestamp
        self.body = body
        self.headers = headers
    }
}

/// What a message is made of.
package protocol OutgoingMessageSource: Sendable {
    var outgoing: OutgoingMessage { get }
}

/// Messages that wait, kept so that no restart loses one.
package protocol OutgoingQueue: Sendable {
    associatedtype Message: OutgoingMessageSource

    /// Takes what is due, for this server alone and for a while.
    func claim() async throws -> [Message]
    /// Takes note of how sending went.
    func settle(_ results: [(message: Message, outcome: WebhookOutcome)]) async throws
}
