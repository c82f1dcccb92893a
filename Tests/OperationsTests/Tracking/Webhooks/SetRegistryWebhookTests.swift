import Foundation
import Governance
import Ledger
import LedgerSQLite
import Operations
import Testing
import Tracking
import Transparency

@Suite struct SetRegistryWebhookTests {
    private static let admin = Actor.signed("ada", "administrator")
    private static let asked = AskedRegistryWebhook(
        name: "a", url: "https://hooks.example.org/secret-path", kinds: [.modelVersionCreated],
        secret: "s3cret")

    private func withPlatform(_ body: (TestPlatform) async throws -> Void) async throws {
        let file = FileManager.default.temporaryDirectory.path + "/hooks-\(UUID()).sqlite"
        defer { try? FileManager.default.removeItem(atPath: file) }
        try await body(
            TestPlatform(
                isRandom: true,
                tracking: try await TrackingStore(
                    try SQLiteTrackingDatabase(path: file), root: ArtifactRoot(),
                    nowMilliseconds: 1)))
    }

    private func records(of test: TestPlatform) async throws -> [Record] {
        try await test.platform.store.records(in: 0..<test.recordCount()).map {
            try Record(parsing: $0)
        }
    }

    @Test func `the ledger knows who has others told, and no secret`() async throws {
        try await withPlatform { test in
            let webhook = try await test.platform.perform(
                SetRegistryWebhook(Self.asked, by: Self.admin))
            _ = try await test.platform.perform(
                SetRegistryWebhook(
                    id: webhook.id,
                    AskedRegistryWebhook(url: "https://b.example.org/", isActive: false),
                    by: Self.admin))
            try await test.platform.perform(
                DeleteRegistryWebhook(id: webhook.id, by: Self.admin))
            let records = try await records(of: test)
            #expect(
                records.map(\.kind) == [
                    "registry_webhook_set", "registry_webhook_set", "registry_webhook_removed",
                ])
            let origins = records.map { $0.body["origin"]?.stringValue }
            #expect(origins == ["https://hooks.example.org", "https://b.example.org", nil])
            #expect(records[1].body["active"] == false)
            #expect(records[1].body["events"] == ["model_version.created"])
            for record in records {
                let text = String(decoding: record.bytes, as: UTF8.self)
                #expect(!text.contains("s3cret") && !text.contains("secret-path"))
            }
        }
    }

    @Test func `what is refused changes nothing, in the ledger neither`() async throws {
        try await withPlatform { test in
            var nearby = Self.asked
            nearby.url = "http://127.0.0.1/"
            let refused = try await test.failure {
                try await test.platform.perform(SetRegistryWebhook(nearby, by: Self.admin))
            }
            #expect(refused.code == "private_address")
            let missing = try await test.failure {
                try await test.platform.perform(
                    SetRegistryWebhook(id: "x", Self.asked, by: Self.admin))
            }
            #expect(missing.message == "Webhook with ID x not found.")
            let kinds = try await records(of: test).map(\.kind)
            #expect(Set(kinds).subtracting(["action_refused"]).isEmpty)
            let page = try await test.platform.perform(
                ListRegistryWebhooks(limit: 10, start: PageToken(nil), by: Self.admin))
            #expect(page.found.isEmpty)
        }
    }

    @Test func `there are so many webhooks and no more`() async throws {
        try await withPlatform { test in
            for _ in 0..<RegistryWebhook.countMax {
                _ = try await test.platform.perform(SetRegistryWebhook(Self.asked, by: Self.admin))
            }
            let failure = try await test.failure {
                try await test.platform.perform(SetRegistryWebhook(Self.asked, by: Self.admin))
            }
            #expect(failure.message == "There are 50 webhooks already; delete one.")
        }
    }
}
