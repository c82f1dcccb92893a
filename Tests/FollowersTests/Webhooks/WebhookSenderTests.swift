import Governance
import NIOHTTP1
import Operations
import Synchronization
import Testing
import Transparency

@testable import Followers

@Suite struct WebhookSenderTests {
    private let open = WebhookRule(allowsPrivate: true, hosts: [])

    @Test func `a message comes signed`() async throws {
        let canary = try await CanaryServer()
        let story = try WebhookStory()
        let message = try await story.message(to: "http://127.0.0.1:\(canary.port)/hook?x=1")
        let outcome = await WebhookSender(rule: open).send(message)
        #expect(outcome == .delivered)
        let request = try #require(canary.requests.first)
        #expect(request.path == "/hook?x=1")
        #expect(request.body == message.body)
        #expect(request.headers.first(name: "content-type") == "application/json")
        #expect(request.headers.first(name: "webhook-id") == message.id)
        #expect(request.headers.first(name: "webhook-timestamp") == "\(message.timestamp)")
        let signature = WebhookSignature(
            key: message.key, id: message.id, timestamp: message.timestamp, body: request.body)
        #expect(request.headers.first(name: "webhook-signature") == signature.header)
        await canary.stop()
    }

    @Test func `a message for MLflow's receivers is signed when there is a key`()
        async throws
    {
        let canary = try await CanaryServer()
        let url = try WebhookURL("http://127.0.0.1:\(canary.port)/hook")
        for key in [nil, Array("s3cret".utf8)] {
            let answer = await WebhookSender(rule: open).answer(
                to: OutgoingMessage(
                    id: "msg_1", url: url, key: key, timestamp: 7, body: Array("{}".utf8),
                    headers: .mlflow))
            #expect(answer == WebhookAnswer(.delivered, status: 204))
        }
        let headers = canary.requests.map(\.headers)
        #expect(headers.map { $0.first(name: "X-MLflow-Delivery-Id") } == ["msg_1", "msg_1"])
        #expect(headers.map { $0.first(name: "X-MLflow-Timestamp") } == ["7", "7"])
        // HMAC-SHA256 of `msg_1.7.{}`, by Python's hmac.
        #expect(
            headers.map { $0.first(name: "X-MLflow-Signature") } == [
                nil, "v1,ZPk9wYgvGx19045lCtRS3J9YUlQYetJ6H9wdAHqqaHQ=",
            ])
        #expect(headers.allSatisfy { $0.first(name: "webhook-id") == nil })
        await canary.stop()
    }

    @Test(arguments: [301, 302, 303, 307, 308])
    func `no redirect is followed`(status: Int) async throws {
        let target = try await CanaryServer()
        let canary = try await CanaryServer(
            .init(
                status: .init(statusCode: status),
                headers: [
                    ("location", "http://127.0.0.1:\(target.port)/"), ("content-length", "0"),
                ]))
        let message = try await WebhookStory().message(to: "http://127.0.0.1:\(canary.port)/")
        let outcome = await WebhookSender(rule: open).send(message)
        #expect(
            outcome == .failed(because: "it answered \(status), and redirects are not followed"))
        #expect(canary.requests.count == 1)
        #expect(target.requests.isEmpty)
        await canary.stop()
        await target.stop()
    }

    @Test(arguments: [
        "127.0.0.1", "localhost", "localhost.", "a.localhost", "[::1]", "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "0.0.0.0", "[::]",
    ])
    func `a private address is not talked to, however it is written`(host: String) async throws {
        let canary = try await CanaryServer()
        let message = try await WebhookStory().message(to: "http://\(host):\(canary.port)/")
        let outcome = await WebhookSender(rule: .publicOnly).send(message)
        #expect(outcome == .failed(because: "`\(message.url.host)` is not on the public Internet"))
        #expect(canary.requests.isEmpty)
        await canary.stop()
    }

    @Test func `a name is refused for any one of its addresses`() async throws {
        let canary = try await CanaryServer()
        let message = try await WebhookStory().message(
            to: "http://hook.example.org:\(canary.port)/")
        for addresses in [
            ["127.0.0.1"], ["1.1.1.1", "127.0.0.1"], ["::1"], ["169.254.169.254"], [],
        ] {
            let sender = WebhookSender(rule: .publicOnly) { _ in
                addresses.compactMap { NetworkAddress($0) }
            }
            guard case .failed = await sender.send(message) else {
                Issue.record("it was sent to one of \(addresses)")
                continue
            }
        }
        #expect(canary.requests.isEmpty)
        await canary.stop()
    }

    /// The name resolves nowhere but in the test, so the canary is reached by the checked address or
    /// not at all.
    @Test func `the address that was checked is the one that is talked to`() async throws {
        let canary = try await CanaryServer()
        let message = try await WebhookStory().message(
            to: "http://hook.example.invalid:\(canary.port)/")
        let asked = Mutex(0)
        let sender = WebhookSender(
            rule: WebhookRule(allowsPrivate: false, hosts: ["hook.example.invalid"])
        ) { _ in
            let count = asked.withLock { count in
                count += 1
                return count
            }
            return [NetworkAddress(count == 1 ? "127.0.0.1" : "127.0.0.2")].compactMap { $0 }
        }
        #expect(await sender.send(message) == .delivered)
        #expect(asked.withLock { $0 } == 1)
        let request = try #require(canary.requests.first)
        #expect(request.headers.first(name: "host") == "hook.example.invalid:\(canary.port)")
        await canary.stop()
    }

    @Test func `an answer that fails, or none, is a failure`() async throws {
        let large = [UInt8](repeating: 65, count: 4 << 20)
        let canary = try await CanaryServer(
            .init(
                status: .internalServerError, headers: [("content-length", "\(large.count)")],
                body: large))
        let message = try await WebhookStory().message(to: "http://127.0.0.1:\(canary.port)/")
        let sender = WebhookSender(rule: open)
        #expect(await sender.send(message) == .failed(because: "it answered 500"))
        await canary.stop()
        guard case .failed = await sender.send(message) else {
            Issue.record("nobody was there to take it")
            return
        }
    }
}
