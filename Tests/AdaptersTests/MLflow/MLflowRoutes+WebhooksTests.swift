import Governance
import HTTPTypes
import Operations
import Testing
import Transparency

@testable import Adapters

@Suite struct MLflowRoutesWebhooksTests {
    private static let path = "/api/2.0/mlflow/webhooks"
    private static let admin = "ada administrator"

    private static func asked(_ more: [String: JSON] = [:]) -> JSON {
        let usual: [String: JSON] = [
            "name": "told", "url": "https://hooks.example.org/a?key=1", "secret": "s3cret",
            "events": [["entity": "REGISTERED_MODEL", "action": "CREATED"]],
        ]
        return .object(usual.merging(more) { $1 })
    }

    private func add(
        _ more: [String: JSON] = [:], to server: TrackedPlatform, by caller: String = admin
    ) async throws -> String {
        let answer = await server.ask(.post, Self.path, Self.asked(more), by: caller)
        return try #require(
            answer.json["webhook"]?["webhook_id"]?.stringValue, "\(answer.text)")
    }

    @Test(arguments: ["api", "ajax-api"])
    func `a webhook is added, shown, changed and deleted`(prefix: String) async throws {
        let server = try await TrackedPlatform()
        let id = try await add(to: server)
        let path = "/\(prefix)/2.0/mlflow/webhooks/\(id)"
        let shown = await server.ask(.get, path, by: Self.admin)
        let expected: JSON = [
            "webhook": [
                "webhook_id": .string(id), "name": "told", "status": "ACTIVE",
                "url": "https://hooks.example.org/a?key=1",
                "events": [["entity": "REGISTERED_MODEL", "action": "CREATED"]],
                "creation_timestamp": 1_790_000_000_000,
                "last_updated_timestamp": 1_790_000_000_000,
            ]
        ]
        #expect(shown.json == expected)
        let changed = await server.ask(
            .patch, path,
            [
                "name": "other", "description": "d", "status": "DISABLED",
                "events": [
                    ["entity": "PROMPT_ALIAS", "action": "DELETED"],
                    ["entity": "MODEL_VERSION", "action": "CREATED"],
                ],
            ], by: Self.admin)
        let webhook = changed.json["webhook"]
        #expect(webhook?["name"] == "other" && webhook?["description"] == "d")
        #expect(webhook?["status"] == "DISABLED")
        #expect(webhook?["url"] == "https://hooks.example.org/a?key=1")
        #expect(webhook?["events"]?.arrayValue?.first?["entity"] == "PROMPT_ALIAS")
        #expect(webhook?["last_updated_timestamp"] == 1_790_000_000_001)
        #expect(await server.ask(.delete, path, by: Self.admin).status == 200)
        let gone = await server.ask(.get, path, by: Self.admin)
        #expect(gone.status == 404 && gone.code == "RESOURCE_DOES_NOT_EXIST")
        #expect(gone.json["message"]?.stringValue?.hasPrefix("Webhook with ID \(id) not f") == true)
    }

    @Test func `no answer holds a secret`() async throws {
        let server = try await TrackedPlatform()
        let created = await server.ask(.post, Self.path, Self.asked(), by: Self.admin)
        let id = created.json["webhook"]?["webhook_id"]?.stringValue ?? ""
        let changed = await server.ask(
            .patch, "\(Self.path)/\(id)", ["secret": "s3cret two"], by: Self.admin)
        let shown = await server.ask(.get, "\(Self.path)/\(id)", by: Self.admin)
        let listed = await server.ask(.get, Self.path, by: Self.admin)
        for answer in [created, changed, shown, listed] {
            #expect(answer.status == 200)
            #expect(!answer.text.contains("s3cret") && !answer.text.contains("secret"))
        }
    }

    @Test func `a list comes in pages, newest first`() async throws {
        let server = try await TrackedPlatform()
        for number in 0..<5 {
            _ = try await add(["name": .string("n\(number)")], to: server)
        }
        var (names, token): ([String], String) = ([], "")
        repeat {
            let page = await server.ask(
                .get, "\(Self.path)?max_results=2&page_token=\(token)", by: Self.admin)
            let found = page.json["webhooks"]?.arrayValue ?? []
            #expect(found.count <= 2)
            names += found.compactMap { $0["name"]?.stringValue }
            token = page.json["next_page_token"]?.stringValue ?? ""
        } while !token.isEmpty && names.count < 10
        #expect(names == ["n4", "n3", "n2", "n1", "n0"])
    }

    @Test(arguments: [
        ("url", "   ", "Webhook URL cannot be empty or just whitespace"),
        ("url", "ftp://example.com", "Invalid webhook URL scheme"),
        ("url", "http://[invalid", "Invalid webhook URL"),
        ("url", "https://user@example.com/", "Invalid webhook URL"),
        ("name", "-a", "Webhook name '-a' is invalid"),
        ("status", "SLEEPING", "Invalid value \"SLEEPING\" for parameter 'status'"),
    ])
    func `what does not fit is refused, new and changed`(
        field: String, value: String, message: String
    ) async throws {
        let server = try await TrackedPlatform()
        let id = try await add(to: server)
        let more = [field: JSON.string(value)]
        for answer in [
            await server.ask(.post, Self.path, Self.asked(more), by: Self.admin),
            await server.ask(.patch, "\(Self.path)/\(id)", .object(more), by: Self.admin),
        ] {
            #expect(answer.status == 400 && answer.code == "INVALID_PARAMETER_VALUE")
            #expect(answer.json["message"]?.stringValue?.hasPrefix(message) == true)
        }
    }

    @Test func `a private address is refused, new and changed`() async throws {
        let server = try await TrackedPlatform()
        let id = try await add(to: server)
        let more: [String: JSON] = ["url": "http://169.254.169.254/latest"]
        let new = await server.ask(.post, Self.path, Self.asked(more), by: Self.admin)
        let changed = await server.ask(
            .patch, "\(Self.path)/\(id)", .object(more), by: Self.admin)
        #expect(new.status == 403 && changed.status == 403)
        #expect(new.text.contains("is not on the public Internet"))
    }

    @Test func `who does not manage webhooks has none, on any route`() async throws {
        let server = try await TrackedPlatform()
        let id = try await add(to: server)
        let routes: [(HTTPRequest.Method, String, JSON?)] = [
            (.post, "", Self.asked()), (.get, "", nil), (.get, "/\(id)", nil),
            (.patch, "/\(id)", ["name": "x"]), (.delete, "/\(id)", nil),
            (.post, "/\(id)/test", [:]),
        ]
        for (method, path, body) in routes {
            for caller in [
                "tom contributor", "olga model-owner", "eve viewer", "ann auditor",
                "eve administrator@shop",
            ] {
                let answer = await server.ask(method, Self.path + path, body, by: caller)
                #expect(answer.status == 403, "\(method) \(path) by \(caller)")
            }
            #expect(await server.ask(method, Self.path + path, body, by: nil).status == 401)
        }
        let listed = await server.ask(.get, Self.path, by: Self.admin)
        #expect(listed.json["webhooks"]?.arrayValue?.count == 1)
    }

    @Test func `a webhook is tried with an example, and its answer is not passed on`() async throws
    {
        let sender = CapturingSender(
            answering: WebhookAnswer(.failed(because: "it answered 500"), status: 500))
        let server = try await TrackedPlatform {
            MLflowRoutes(platform: $0, sender: sender).routes
        }
        let id = try await add(to: server)
        let answer = await server.ask(
            .post, "\(Self.path)/\(id)/test",
            ["event": ["entity": "MODEL_VERSION_TAG", "action": "SET"]], by: Self.admin)
        let expected: JSON = [
            "result": [
                "success": false, "response_status": 500,
                "error_message": "Failed to test webhook: it answered 500",
            ]
        ]
        #expect(answer.json == expected)
        let message = try #require(sender.messages.first)
        #expect(message.url.text == "https://hooks.example.org/a?key=1")
        #expect(message.key == Array("s3cret".utf8))
        let body = try JSON(parsing: message.body)
        #expect(body["entity"] == "model_version_tag" && body["action"] == "set")
        #expect(body["timestamp"] == "2026-09-21T14:13:20.000+00:00")
        #expect(body["data"]?["key"] == "example_key")
    }
}
