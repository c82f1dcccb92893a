import Logging
import Operations
import Synchronization
import Testing

@testable import Followers

@Suite struct JournalFollowerTests {
    private final class Lines: Sendable {
        private let kept = Mutex<[String]>([])

        var all: [String] { kept.withLock(\.self) }

        func add(_ line: String) { kept.withLock { $0.append(line) } }
    }

    private final class Rounds: Sendable {
        private let kept = Mutex(0)

        var count: Int { kept.withLock(\.self) }

        func add() { kept.withLock { $0 += 1 } }
    }

    private struct Collector: LogHandler {
        let lines: Lines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.info

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) { lines.add("\(event.level)") }
    }

    @Test func `what goes on standing in the way is told once`() async throws {
        let lines = Lines()
        let rounds = Rounds()
        // Nothing is tracked there, so that there is nothing to sort in.
        let story = try WebhookStory()
        let follower = JournalFollower(
            SettleRuns(story.platform),
            logger: Logger(label: "test") { _ in Collector(lines: lines) },
            pause: {
                rounds.add()
                await Task.yield()
            })
        let running = Task { try await follower.run() }
        while rounds.count < 6 { await Task.yield() }
        running.cancel()
        try await running.value
        #expect(lines.all == ["warning"])
    }
}
