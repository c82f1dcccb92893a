import Foundation
import Governance
import Ledger
import Operations
import Testing
import Transparency

/// A platform in memory with a webhook, which is told of every webhook that is added after it.
final class WebhookStory: Sendable {
    let platform: Platform
    /// Another server over the same store.
    let other: Platform
    private let folder: String
    private let admin = Actor.claimed(.somebody)

    init(rule: WebhookRule = WebhookRule(allowsPrivate: true, hosts: [])) throws {
        let folder = FileManager.default.temporaryDirectory.path + "/assay-\(UUID().uuidString)"
        self.folder = folder
        let store = MemoryStore()
        platform = try Self.server("one", on: store, in: folder, rule)
        other = try Self.server("other", on: store, in: folder, rule)
    }

    /// A server with a sequencer of its own.
    private static func server(
        _ writer: String, on store: MemoryStore, in folder: String, _ rule: WebhookRule
    ) throws -> Platform {
        let signer = try NoteSigner(name: "test", privateKey: Array(repeating: 7, count: 32))
        let now = Instant(milliseconds: 1_790_000_000_000)
        return Platform(
            store: store,
            sequencer: Sequencer(
                store: store, signer: signer, origin: "test", writer: writer, clock: { now }),
            blobs: BlobFolder(path: folder + "/blobs"),
            keys: PlatformKeys(release: .generate(), log: signer.verifier),
            policies: PolicyShelf(folder: folder + "/policies"), webhookRule: rule,
            now: { now }, random: { count in (0..<count).map { _ in .random(in: .min ... .max) } })
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    @discardableResult
    func add(_ url: String) async throws -> AddWebhook.Added {
        try await platform.perform(AddWebhook(url: url, kinds: [.webhookAdded], by: admin))
    }

    /// What a webhook at the URL is told.
    func message(to url: String) async throws -> WebhookMessage {
        try await add(url)
        try await add("https://example.org/")
        return try #require(try await WebhookQueue(platform).claim().first)
    }

    func listed() async throws -> [ListWebhooks.Listed] {
        try await platform.perform(ListWebhooks(by: admin))
    }
}
