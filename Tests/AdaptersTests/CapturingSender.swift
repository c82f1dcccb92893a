import Operations
import Synchronization

/// Keeps what it is to send, and answers as it is told.
final class CapturingSender: WebhookSending {
    private let kept = Mutex<[OutgoingMessage]>([])
    private let given: WebhookAnswer

    init(answering given: WebhookAnswer = WebhookAnswer(.delivered, status: 200)) {
        self.given = given
    }

    var messages: [OutgoingMessage] { kept.withLock { $0 } }

    func answer(to message: OutgoingMessage) async -> WebhookAnswer {
        kept.withLock { $0.append(message) }
        return given
    }
}
