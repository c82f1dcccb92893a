import Foundation
import Governance
import LedgerSQLite
import Operations
import Testing
import Tracking

@Suite struct RegistryMessageQueueTests {
    private static let admin = Actor.signed("ada", "administrator")
    private static let tom = Actor.signed("tom", "contributor")

    /// A platform with a webhook that was told nothing yet, though something happened.
    private func withStory(
        _ body: (TestPlatform, RegistryMessageQueue) async throws -> Void
    ) async throws {
        let file = FileManager.default.temporaryDirectory.path + "/hooks-\(UUID()).sqlite"
        defer { try? FileManager.default.removeItem(atPath: file) }
        let test = try TestPlatform(
            isRandom: true,
            tracking: try await TrackingStore(
                try SQLiteTrackingDatabase(path: file), root: ArtifactRoot(), nowMilliseconds: 1))
        _ = try await test.platform.perform(
            SetRegistryWebhook(
                AskedRegistryWebhook(
                    name: "a", url: "https://hooks.example.org/", kinds: [.registeredModelCreated],
                    secret: "s3cret"), by: Self.admin))
        _ = try await test.platform.perform(
            CreateRegisteredModel(
                name: "m", workspace: .standard, modelDescription: "", tags: [], by: Self.tom))
        try await body(test, RegistryMessageQueue(test.platform))
    }

    @Test func `a message is sent until it is taken, and then no more`() async throws {
        try await withStory { test, queue in
            let first = try #require(try await queue.claim().first)
            #expect(first.outgoing.key == Array("s3cret".utf8))
            #expect(first.outgoing.headers.signature == "X-MLflow-Signature")
            #expect(try await queue.claim().isEmpty)
            try await queue.settle([(first, .failed(because: "it answered 500"))])
            #expect(try await queue.claim().isEmpty)
            test.clock.pass(milliseconds: 5_000)
            let second = try #require(try await queue.claim().first)
            #expect(second.outgoing.id == first.outgoing.id)
            #expect(second.outgoing.body == first.outgoing.body)
            try await queue.settle([(second, .delivered)])
            test.clock.pass(days: 1)
            #expect(try await queue.claim().isEmpty)
        }
    }

    @Test func `a server that died while it sent leaves the message to another`() async throws {
        try await withStory { test, queue in
            let first = try await queue.claim()
            test.clock.pass(milliseconds: WebhookQueue.leaseMilliseconds - 1)
            #expect(try await queue.claim().isEmpty)
            test.clock.pass(milliseconds: 1)
            let second = try await RegistryMessageQueue(test.platform).claim()
            #expect(first.count == 1 && second.map(\.kept.id) == first.map(\.kept.id))
        }
    }

    @Test func `what was not tried is due at once, and counts as no attempt`() async throws {
        try await withStory { _, queue in
            let first = try #require(try await queue.claim().first)
            try await queue.settle([(first, .notTried)])
            let second = try #require(try await queue.claim().first)
            #expect(second.kept.attemptCount == 0)
        }
    }

    @Test func `after too many attempts a message is given up`() async throws {
        try await withStory { test, queue in
            var attemptCount = 0
            for _ in 0..<20 {
                test.clock.pass(days: 1)
                guard let message = try await queue.claim().first else { break }
                attemptCount += 1
                try await queue.settle([(message, .failed(because: "it answered 500"))])
            }
            #expect(attemptCount == WebhookRetry().attemptCountMax)
        }
    }
}
