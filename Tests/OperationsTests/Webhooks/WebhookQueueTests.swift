import Governance
import Ledger
import Operations
import Testing
import Transparency

@Suite struct WebhookQueueTests {
    private let story: IncomeStory
    private let admin = Actor.signed("ada", "administrator")

    init() throws { story = try IncomeStory(TestPlatform(isRandom: true)) }

    private var platform: Platform { story.test.platform }

    private func add(_ url: String = "https://example.org/secret-path") async throws
        -> AddWebhook.Added
    {
        try await platform.perform(AddWebhook(url: url, by: admin))
    }

    private func listed() async throws -> ListWebhooks.Listed {
        try #require(try await platform.perform(ListWebhooks(by: admin)).first)
    }

    @Test func `a webhook is told of what happens from then on, once`() async throws {
        _ = try await platform.perform(story.registration(of: "before"))
        let added = try await add()
        let queue = WebhookQueue(platform)
        #expect(try await queue.claim().isEmpty)
        let size = try await story.test.recordCount()
        _ = try await story.register()
        let messages = try await queue.claim()
        #expect(messages.map(\.id) == ["msg_\(added.id)_\(size)"])
        let body = try JSON(parsing: messages[0].body)
        #expect(body["type"] == "version_registered")
        #expect(body["data"]?["index"] == JSON(size))
        #expect(messages[0].url.text == "https://example.org/secret-path")
        #expect("whsec_" + Base64.encode(messages[0].key) == added.secret)
        // Nobody else takes it meanwhile.
        #expect(try await WebhookQueue(platform).claim().isEmpty)
        try await queue.settle([(messages[0], .delivered)])
        #expect(try await queue.claim().isEmpty)
        #expect(try await listed().waitingCount == 0)
    }

    @Test func `a webhook in the words of OpenLineage is told what was made of what`() async throws
    {
        _ = try await platform.perform(
            AddWebhook(
                url: "https://example.org/api/v1/lineage", format: .openLineage, by: admin))
        let input = try #require(LineageReference("openlineage:postgres://my%20db public.orders"))
        let output = LineageReference(Digest(of: [1]))
        let run = "0176a8c2-fe01-7439-87e6-56a1a1b4029f"
        for (id, kind) in [("openlineage/\(run)", LineageActivity.Kind.job), ("mine", .run)] {
            _ = try await RecordLineage(
                activity: LineageActivity(
                    id: id, kind: kind, name: "clean", inputs: [input], outputs: [output]),
                by: story.maker
            ).run(on: platform)
        }
        let events = try await WebhookQueue(platform).claim().map { try JSON(parsing: $0.body) }
        #expect(events.count == 2)
        #expect(events[0]["run"]?["runId"]?.stringValue == run)
        #expect(
            events[0]["inputs"]
                == [["namespace": "postgres://my db", "name": "public.orders"]])
        #expect(
            events[0]["outputs"]
                == [["namespace": "assay", "name": .string(output.description)]])
        let made = try #require(events[1]["run"]?["runId"]?.stringValue)
        #expect(
            made.wholeMatch(
                of: /[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
        await #expect(throws: Failure.self) {
            try await platform.perform(
                AddWebhook(
                    url: "https://example.org/", kinds: [.releaseSigned], format: .openLineage,
                    by: admin))
        }
    }

    @Test func `what a server that died had claimed is another's after the lease`() async throws {
        _ = try await add()
        _ = try await story.register()
        let first = try await WebhookQueue(platform).claim()
        story.test.clock.pass(milliseconds: WebhookQueue.leaseMilliseconds - 1)
        #expect(try await WebhookQueue(platform).claim().isEmpty)
        story.test.clock.pass(milliseconds: 1)
        let second = try await WebhookQueue(platform).claim()
        #expect(second.map(\.id) == first.map(\.id))
        // The first one's word counts no more.
        try await WebhookQueue(platform).settle([(first[0], .delivered)])
        #expect(try await listed().waitingCount == 1)
        try await WebhookQueue(platform).settle([(second[0], .delivered)])
        #expect(try await listed().waitingCount == 0)
    }

    @Test func `what fails is tried again later and later, then given up, and can be replayed`()
        async throws
    {
        let added = try await add()
        let size = try await story.test.recordCount()
        _ = try await story.register()
        var retry = WebhookRetry()
        retry.attemptCountMax = 3
        let queue = WebhookQueue(platform, retry: retry)
        for attempt in 1...3 {
            let messages = try await queue.claim()
            #expect(messages.count == 1)
            try await queue.settle(messages.map { ($0, .failed(because: "it answered 500")) })
            #expect(try await queue.claim().isEmpty, "attempt \(attempt)")
            story.test.clock.pass(milliseconds: retry.longestMilliseconds)
        }
        #expect(try await queue.claim().isEmpty)
        let dead = try await listed().dead
        #expect(dead.map(\.reason) == ["it answered 500"])
        #expect(dead.map(\.attemptCount) == [3])
        try await platform.perform(ReplayDelivery(webhook: added.id, record: size, by: admin))
        let underway = try await story.test.failure {
            try await platform.perform(ReplayDelivery(webhook: added.id, record: size, by: admin))
        }
        #expect(underway.code == "delivery_underway")
        let again = try await queue.claim()
        #expect(again.map(\.id) == ["msg_\(added.id)_\(size)"])
        try await queue.settle([(again[0], .delivered)])
        #expect(try await listed().dead.isEmpty)
    }

    @Test func `only what a webhook was told of is replayed`() async throws {
        _ = try await story.register()
        let added = try await add()
        let size = try await story.test.recordCount()
        for record in [0, size - 1, size, 1_000_000] {
            let failure = try await story.test.failure {
                try await platform.perform(
                    ReplayDelivery(webhook: added.id, record: record, by: admin))
            }
            #expect(failure.code == "unknown_delivery")
        }
        let unknown = try await story.test.failure {
            try await platform.perform(ReplayDelivery(webhook: "wh_0", record: 0, by: admin))
        }
        #expect(unknown.code == "unknown_webhook")
    }

    @Test func `what was not tried for a stop is due at once`() async throws {
        _ = try await add()
        _ = try await story.register()
        let queue = WebhookQueue(platform)
        let first = try await queue.claim()
        try await queue.settle([(first[0], .notTried)])
        #expect(try await queue.claim().map(\.delivery.attemptCount) == [0])
    }

    @Test func `a removed webhook is told nothing more`() async throws {
        let added = try await add()
        _ = try await story.register()
        let queue = WebhookQueue(platform)
        let messages = try await queue.claim()
        try await platform.perform(RemoveWebhook(id: added.id, by: admin))
        try await queue.settle([(messages[0], .failed(because: "it answered 500"))])
        story.test.clock.pass(days: 1)
        #expect(try await queue.claim().isEmpty)
        #expect(try await platform.perform(ListWebhooks(by: admin)).isEmpty)
        for table in [ReadModel.webhookDeliveries, .webhookCursors] {
            #expect(try await platform.store.rows(table).isEmpty)
        }
        let again = try await story.test.failure {
            try await platform.perform(RemoveWebhook(id: added.id, by: admin))
        }
        #expect(again.code == "unknown_webhook")
    }

    @Test func `a receiver that is away holds no more than its share, and loses nothing`()
        async throws
    {
        let added = try await add()
        for number in 0..<40 {
            _ = try await platform.perform(story.registration(of: "m\(number)"))
        }
        let queue = WebhookQueue(platform)
        var told: [String] = []
        for _ in 0..<10 {
            let messages = try await queue.claim()
            #expect(messages.count <= 16)
            told += messages.map(\.id)
            try await queue.settle(messages.map { ($0, .delivered) })
        }
        #expect(Set(told) == Set((1...40).map { "msg_\(added.id)_\($0)" }))
        #expect(told.count == 40)
    }

    @Test func `waiting grows twofold to its longest, and by chance up to half less`() {
        let retry = WebhookRetry()
        #expect(retry.wait(afterAttempt: 1, chance: 0) == 2_500)
        #expect(retry.wait(afterAttempt: 1, chance: 2_500) == 5_000)
        #expect(retry.wait(afterAttempt: 4, chance: 0) == 20_000)
        #expect(retry.wait(afterAttempt: 60, chance: 0) == retry.longestMilliseconds / 2)
        for chance in [0, 1, UInt64.max] {
            #expect((10_000...20_000).contains(retry.wait(afterAttempt: 3, chance: chance)))
        }
    }
}
