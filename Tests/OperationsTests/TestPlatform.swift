import Foundation
import Governance
import Ledger
import Operations
import Synchronization
import Testing
import Tracking
import Transparency

/// The time that a test's platform sees; the test moves it.
final class TestClock: Sendable {
    private let now = Mutex(Instant(milliseconds: 1_790_000_000_000))

    var value: Instant { now.withLock { $0 } }

    func pass(milliseconds: Int64) {
        now.withLock { $0 = Instant(milliseconds: $0.milliseconds + milliseconds) }
    }

    func pass(days: Int) {
        now.withLock { $0 = $0.adding(days: days) }
    }
}

/// The randomness that a test's platform sees: from the run's seed.
private final class TestRandomness: Sendable {
    private let random = Mutex(SeededRandom())

    func bytes(count: Int) -> [UInt8] { random.withLock { $0.bytes(count: count) } }
}

/// A platform in memory and a temporary folder.
final class TestPlatform: Sendable {
    let folder: String
    let platform: Platform
    let clock = TestClock()

    /// `isRandom`: Unless so, what should be random is always the same.
    init(
        store: any LedgerStore = MemoryStore(), isRandom: Bool = false,
        passwords: PasswordHasher? = nil, uploadLimits: UploadLimits = UploadLimits(),
        webhookRule: WebhookRule = .publicOnly, tracking: TrackingStore? = nil
    ) throws {
        let folder = FileManager.default.temporaryDirectory.path + "/assay-\(UUID().uuidString)"
        self.folder = folder
        try FileManager.default.createDirectory(
            atPath: folder + "/blobs", withIntermediateDirectories: true)
        try ShippedPolicies.lay(out: folder + "/policies")
        let signer = try NoteSigner(name: "test", privateKey: Array(repeating: 7, count: 32))
        let clock = clock
        let randomness = isRandom ? TestRandomness() : nil
        let cost = try #require(ScryptCost(rounds: 16, blockSize: 8, parallelism: 1))
        platform = Platform(
            store: store,
            sequencer: Sequencer(
                store: store, signer: signer, origin: "test", writer: "test",
                clock: { clock.value }),
            blobs: BlobFolder(path: folder + "/blobs"),
            keys: PlatformKeys(release: .generate(), log: signer.verifier),
            policies: PolicyShelf(folder: folder + "/policies"),
            door: Doorkeeper(passwords: passwords ?? PasswordHasher(cost: cost)),
            uploadLimits: uploadLimits, rulebook: RulebookShelf(home: folder),
            webhookRule: webhookRule, tracking: tracking,
            registrar: VersionRegistrar(patience: .seconds(3_600)),
            now: { clock.value },
            random: { randomness?.bytes(count: $0) ?? Array(repeating: 1, count: $0) })
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Runs what must fail and gives the failure.
    func failure(_ work: () async throws -> some Sendable) async throws -> Failure {
        try #require(
            await #expect(throws: Failure.self) {
                _ = try await work()
            })
    }

    func recordCount() async throws -> Int { try await platform.store.head().size }

    /// Paths below the folder of blobs.
    func blobs() -> Set<String> {
        let found = FileManager.default.enumerator(atPath: folder + "/blobs")
        return Set((found?.allObjects ?? []).compactMap { $0 as? String })
    }

    /// Writes a file below the folder and gives its path.
    @discardableResult
    func write(_ text: String, to path: String) throws -> String {
        let file = "\(folder)/\(path)"
        try FileManager.default.createDirectory(
            atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: file))
        return file
    }
}
