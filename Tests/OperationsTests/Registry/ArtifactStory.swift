import Foundation
import Governance
import Operations
import Testing
import Transparency

/// Two workspaces whose people upload and fetch bytes.
struct ArtifactStory {
    let story: IncomeStory
    let bank = Actor.signed("bo", "contributor@bank")
    let health = Actor.signed("tom", "contributor@health")
    let bytes = Array("weights of the bank".utf8)

    init(limits: UploadLimits = ArtifactStory.limits) throws {
        story = try IncomeStory(TestPlatform(isRandom: true, uploadLimits: limits))
    }

    /// The disk's own room is not what is tested.
    static var limits: UploadLimits {
        var limits = UploadLimits()
        limits.freeByteCountMin = 0
        return limits
    }

    var test: TestPlatform { story.test }
    var platform: Platform { story.test.platform }
    var digest: Digest { Digest(of: bytes) }

    /// Bytes that come in pieces of three.
    static func source(_ bytes: [UInt8], breaksOff: Bool = false) -> ByteSource {
        ByteSource(statedByteCount: breaksOff ? nil : bytes.count) { consume in
            for start in stride(from: 0, to: bytes.count, by: 3) {
                try bytes[start..<min(start + 3, bytes.count)].withUnsafeBytes(consume)
            }
            if breaksOff { throw Failure.fault("gone", "the client is gone") }
        }
    }

    func upload(
        _ bytes: [UInt8], as digest: Digest? = nil, to workspace: String = "bank",
        from start: UploadStart = .whole, breaksOff: Bool = false, by actor: Actor? = nil
    ) async throws -> UploadArtifact.Uploaded {
        try await platform.perform(
            UploadArtifact(
                digest: digest ?? Digest(of: bytes), workspace: #require(Workspace(workspace)),
                start: start, source: Self.source(bytes, breaksOff: breaksOff), by: actor ?? bank))
    }

    /// A version with one file of these bytes.
    @discardableResult
    func register(
        _ bytes: [UInt8], as name: String, in workspace: String, by actor: Actor
    ) async throws -> VersionName {
        let part = HashedPart(
            role: .weights, name: "w", path: "w", isFolder: false, digest: Digest(of: bytes),
            byteCount: bytes.count, fileCount: 1, manifest: nil)
        return try await register([part], as: name, in: workspace, by: actor)
    }

    /// A version with a folder that holds one file of these bytes.
    func registerFolder(
        of bytes: [UInt8], as name: String, in workspace: String, by actor: Actor
    ) async throws -> Digest {
        let manifest = FolderManifest([
            .init(path: "w", digest: Digest(of: bytes), size: bytes.count)
        ])
        let part = HashedPart(
            role: .weights, name: "f", path: "f", isFolder: true, digest: manifest.digest,
            byteCount: bytes.count, fileCount: 1, manifest: manifest)
        _ = try await register([part], as: name, in: workspace, by: actor)
        return manifest.digest
    }

    private func register(
        _ parts: [HashedPart], as name: String, in workspace: String, by actor: Actor
    ) async throws -> VersionName {
        try await platform.perform(
            RegisterVersion(
                subject: #require(SubjectName(name)), parts: parts, purpose: "sizes budgets",
                risk: .low, businessOwner: PrincipalClaim("bea@example.org"),
                technicalOwner: PrincipalClaim("tom@example.org"),
                workspace: Workspace(workspace), by: actor)
        ).version.name
    }

    func read(
        _ digest: Digest, within folder: Digest? = nil, by actor: Actor
    ) async throws -> [UInt8] {
        let file = try await platform.perform(
            OpenArtifact(digest: digest, within: folder, by: actor))
        var bytes: [UInt8] = []
        try await file.forEachPiece(in: 0..<file.byteCount) { bytes += $0 }
        return bytes
    }

    func find(_ digest: Digest, by actor: Actor) async throws -> FindArtifact.Found {
        try await platform.perform(FindArtifact(digest: digest, by: actor))
    }

    /// The code of what must fail.
    func refusal(_ work: () async throws -> some Sendable) async throws -> String {
        try await test.failure(work).code
    }
}
