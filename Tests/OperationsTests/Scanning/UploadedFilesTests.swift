import Governance
import Operations
import Testing
import Transparency

/// What a workspace handed in, the platform reads itself.
@Suite struct UploadedFilesTests {
    private let story: ArtifactStory
    private let hostile = Array("cos\nsystem\n(S'true'\ntR.".utf8)

    init() throws { story = try ArtifactStory() }

    private func scan(_ version: VersionName, by actor: Actor) async throws -> RecordScan.Scanned {
        try await story.platform.perform(RecordScan(version: version, parts: [], by: actor))
    }

    @Test func `files that were uploaded are read by the platform, whatever a client says`()
        async throws
    {
        let version = try await story.register(
            hostile, as: "loans", in: "bank", by: story.bank)
        let refused = try await story.test.failure { try await scan(version, by: story.bank) }
        #expect(refused.code == "not_all_files")
        _ = try await story.upload(hostile)
        let scanned = try await scan(version, by: story.bank)
        #expect(scanned.evidence.grade == .observed)
        #expect(scanned.evidence.predicate["outcome"] == "dangerous")
        #expect(scanned.raisedCount == 1)
    }

    @Test func `a folder's files are read by their own names`() async throws {
        _ = try await story.registerFolder(of: hostile, as: "loans", in: "bank", by: story.bank)
        _ = try await story.upload(hostile)
        let version = try #require(VersionName("model:loans@1"))
        let scanned = try await scan(version, by: story.bank)
        #expect(scanned.evidence.predicate["findings"]?[0]?["path"] == "w")
    }

    @Test func `bytes that another workspace handed in are not read for this one`() async throws {
        _ = try await story.upload(hostile)
        let version = try await story.register(
            hostile, as: "care", in: "health", by: story.health)
        let refused = try await story.test.failure { try await scan(version, by: story.health) }
        #expect(refused.code == "not_all_files")
    }
}
