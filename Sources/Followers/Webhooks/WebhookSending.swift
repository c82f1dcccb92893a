package import Operations

/// Brings a message to its receiver.
package protocol WebhookSending: Sendable {
    func send(_ message: WebhookMessage) async -> WebhookOutcome
}
