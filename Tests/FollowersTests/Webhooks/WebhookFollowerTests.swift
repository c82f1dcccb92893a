import Logging
import Operations
import Synchronization
import Testing

@testable import Followers

@Suite struct WebhookFollowerTests {
    /// Fails so often, then takes all.
    private final class ShySender: WebhookSending {
        private let failuresLeft: Mutex<Int>
        private let told = Mutex<[String]>([])

        init(failures: Int = 0) { failuresLeft = Mutex(failures) }

        var ids: [String] { told.withLock { $0 } }

        func answer(to message: OutgoingMessage) async -> WebhookAnswer {
            let fails = failuresLeft.withLock { left in
                left -= 1
                return left >= 0
            }
            guard !fails else { return WebhookAnswer(.failed(because: "it is shy")) }
            told.withLock { $0.append(message.id) }
            return WebhookAnswer(.delivered, status: 204)
        }
    }

    private let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private func follower(
        _ story: WebhookStory, _ sender: any WebhookSending, retry: WebhookRetry = WebhookRetry()
    ) -> WebhookFollower<WebhookQueue> {
        WebhookFollower(
            WebhookQueue(story.platform, retry: retry), sender: sender, logger: quiet)
    }

    @Test func `two servers tell each receiver once`() async throws {
        let story = try WebhookStory()
        try await story.add("https://one.example.org/")
        for number in 0..<30 { try await story.add("https://n\(number).example.org/") }
        let sender = ShySender()
        let servers = [story.platform, story.other].map {
            WebhookFollower(WebhookQueue($0), sender: sender, logger: quiet)
        }
        for _ in 0..<40 {
            async let first = servers[0].round()
            async let second = servers[1].round()
            if await first + second == 0 { break }
        }
        // Each of 31 is told of those that were added after it.
        #expect(sender.ids.count == 30 * 31 / 2)
        #expect(Set(sender.ids).count == sender.ids.count)
        #expect(try await story.listed().allSatisfy { $0.waitingCount == 0 })
    }

    @Test func `what failed waits, and is not lost`() async throws {
        let story = try WebhookStory()
        try await story.add("https://one.example.org/")
        try await story.add("https://two.example.org/")
        let sender = ShySender(failures: 1)
        var retry = WebhookRetry()
        retry.firstMilliseconds = 0
        let follower = follower(story, sender, retry: retry)
        #expect(await follower.round() == 1)
        #expect(sender.ids.isEmpty)
        #expect(await follower.round() == 1)
        #expect(sender.ids.count == 1)
        #expect(await follower.round() == 0)
    }

    @Test func `a follower that is asked to stop stops`() async throws {
        let story = try WebhookStory()
        let follower = WebhookFollower(
            WebhookQueue(story.platform), sender: ShySender(), logger: quiet,
            pause: { for await _ in AsyncStream<Void>.makeStream().stream {} })
        let running = Task { try await follower.run() }
        running.cancel()
        try await running.value
    }
}
