import Governance
import Ledger
import ModelFiles
import SupplyChain
import Transparency

/// Files of a version whose bytes its workspace handed in: the platform reads these itself, and
/// takes nobody's word for what they say.
struct UploadedFiles {
    private let artifacts: [Artifact]
    private let workspace: Workspace
    private let expectation: ContentExpectation
    private let platform: Platform

    init(
        _ artifacts: [Artifact], of workspace: Workspace,
        expecting expectation: ContentExpectation = .model, on platform: Platform
    ) {
        self.artifacts = artifacts
        self.workspace = workspace
        self.expectation = expectation
        self.platform = platform
    }

    /// - Returns: `nil` unless every file of every part was handed in.
    /// - Throws: A fault when what is kept cannot be read.
    func look() async throws -> [ScannedPart]? {
        var parts: [ScannedPart] = []
        for artifact in artifacts {
            guard !artifact.isFolder || platform.blobs.contains(artifact.part.digest) else {
                return nil
            }
            let manifest = try artifact.manifest(in: platform.blobs)
            guard try await areHandedIn(manifest.entries) else { return nil }
            parts.append(
                ScannedPart(
                    part: artifact.part, name: artifact.name,
                    files: try look(at: manifest.entries)))
        }
        return parts
    }

    /// INVARIANT: bytes that another workspace handed in are not read for this one.
    private func areHandedIn(_ entries: [FolderManifest.Entry]) async throws -> Bool {
        for digest in Set(entries.map(\.digest)) {
            guard platform.blobs.contains(digest),
                try await !platform.store.handedIn(digest, in: .only([workspace])).isEmpty
            else { return false }
        }
        return true
    }

    private func look(at entries: [FolderManifest.Entry]) throws -> [LookedFile] {
        let known = Dictionary(entries.map { ($0.path, $0.digest) }) { first, _ in first }
        return try entries.map { entry in
            try FileLook.look(
                at: platform.blobs.file(entry.digest), as: entry.path, expecting: expectation
            ) { path in
                known[path].flatMap { try? platform.blobs.get($0) }
            }.named(entry.digest)
        }
    }
}

extension SubjectKind {
    /// What the files of such a subject are meant to be.
    var expectation: ContentExpectation { self == .package ? .distribution : .model }
}
