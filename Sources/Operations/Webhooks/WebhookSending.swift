/// Brings a message to its receiver.
package protocol WebhookSending: Sendable {
    func answer(to message: OutgoingMessage) async -> WebhookAnswer
}

/// How sending went, and what the receiver said to it.
package struct WebhookAnswer: Sendable, Equatable {
    package let outcome: WebhookOutcome
    /// The status of its answer; `nil` when there was none.
    package let status: Int?

    package init(_ outcome: WebhookOutcome, status: Int? = nil) {
        self.outcome = outcome
        self.status = status
    }
}

extension WebhookSending {
    package func send(_ message: some OutgoingMessageSource) async -> WebhookOutcome {
        await answer(to: message.outgoing).outcome
    }
}
