import Governance
import Ledger
import Operations
import Testing
import Transparency

@Suite struct AddWebhookTests {
    private let test: TestPlatform
    private let admin = Actor.signed("ada", "administrator")

    init() throws { test = try TestPlatform(isRandom: true) }

    @Test func `the secret is in no record, and in no answer after the first`() async throws {
        let url = "https://example.org/path-with-a-secret"
        let added = try await test.platform.perform(AddWebhook(url: url, by: admin))
        #expect(added.secret.hasPrefix("whsec_"))
        #expect(added.origin == "https://example.org")
        try await test.platform.perform(RemoveWebhook(id: added.id, by: admin))
        _ = try await test.platform.perform(AddWebhook(url: url, by: admin))
        let size = try await test.recordCount()
        #expect(size == 3)
        for bytes in try await test.platform.store.records(in: 0..<size) {
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(!text.contains("whsec_") && !text.contains("path-with"))
        }
        let listed = try await test.platform.perform(ListWebhooks(by: admin))
        #expect(listed.count == 1)
        #expect(!"\(listed)".contains("whsec_") && !"\(listed)".contains("path-with"))
    }

    @Test(arguments: [
        "http://127.0.0.1/", "http://localhost./", "http://[::ffff:10.0.0.1]/",
        "http://169.254.169.254/",
    ])
    func `a private address is refused, unless who runs the server allows it`(url: String)
        async throws
    {
        let failure = try await test.failure {
            try await test.platform.perform(AddWebhook(url: url, by: admin))
        }
        #expect(failure.code == "private_address")
        let open = try TestPlatform(webhookRule: WebhookRule(allowsPrivate: true, hosts: []))
        _ = try await open.platform.perform(AddWebhook(url: url, by: admin))
    }

    @Test(arguments: ["http://2130706433/", "http://0177.0.0.1/", "ftp://example.org/", "x"])
    func `what is no URL is a fault`(url: String) async throws {
        let failure = try await test.failure {
            try await test.platform.perform(AddWebhook(url: url, by: admin))
        }
        #expect(failure.code == "bad_webhook")
        #expect(failure.kind == .fault)
    }

    @Test func `nobody but an administrator has to do with webhooks`() async throws {
        let admin = self.admin
        let added = try await test.platform.perform(
            AddWebhook(url: "https://example.org/", by: admin))
        for actor in [
            Actor.signed("mo", "model-owner"), .signed("au", "auditor"),
            .signed("al", "administrator@bank"), .signed("ned"),
        ] {
            let failures = [
                try await test.failure {
                    try await test.platform.perform(
                        AddWebhook(url: "https://example.org/", by: actor))
                },
                try await test.failure {
                    try await test.platform.perform(ListWebhooks(by: actor))
                },
                try await test.failure {
                    try await test.platform.perform(RemoveWebhook(id: added.id, by: actor))
                },
                try await test.failure {
                    try await test.platform.perform(
                        ReplayDelivery(webhook: added.id, record: 0, by: actor))
                },
            ]
            #expect(failures.allSatisfy { $0.code == "not_allowed" })
        }
    }

    @Test func `there are fifty webhooks at most`() async throws {
        for _ in 0..<50 {
            _ = try await test.platform.perform(
                AddWebhook(url: "https://example.org/", by: admin))
        }
        let failure = try await test.failure {
            try await test.platform.perform(AddWebhook(url: "https://example.org/", by: admin))
        }
        #expect(failure.code == "too_many_webhooks")
    }
}
