import Governance
import Ledger
import Transparency

// Who may have which bytes.
//
// INVARIANT: a digest alone gives nobody its bytes. A workspace has the bytes that it handed in, and
// those that the platform made for it; a version that names another workspace's digest gets nothing.
extension RowReading {
    /// Whether something that the workspaces hold refers to the digest.
    ///
    /// `folder`: The folder whose file it is, if it is one.
    ///
    /// - Complexity: A few queries for each workspace that handed it in; O(manifest) for a file of a
    ///   folder.
    func mayHave(
        _ digest: Digest, within folder: Digest?, in workspaces: WorkspaceSet, blobs: BlobFolder
    ) async throws(Failure) -> Bool {
        if let folder {
            guard try await holdsFolder(folder, for: digest, in: workspaces) else { return false }
            return FileDigests(try blobs.get(folder)).contains(digest)
        }
        if try await isMade(digest, in: workspaces) { return true }
        if try await !versions(with: digest, asFolder: true, in: workspaces).isEmpty { return true }
        let handedIn = try await handedIn(digest, in: workspaces)
        return try await !versions(with: digest, asFolder: false, in: .only(handedIn)).isEmpty
    }

    /// The workspaces among these that handed the bytes in.
    func handedIn(
        _ digest: Digest, in workspaces: WorkspaceSet
    ) async throws(Failure) -> Set<Workspace> {
        let rows = try await rows(.artifacts, where: ["digest": digest.description])
        return Set(rows.map(\.workspace)).filter { workspaces.contains($0) }
    }

    /// How many bytes a workspace handed in under the digest; `nil` when it did not.
    func handedInByteCount(
        _ digest: Digest, in workspaces: WorkspaceSet
    ) async throws(Failure) -> Int? {
        try await rows(.artifacts, where: ["digest": digest.description])
            .first { workspaces.contains($0.workspace) }?.document["bytes"]?.intValue
    }

    /// Whether it is a statement or a bundle that the platform signed.
    private func isMade(
        _ digest: Digest, in workspaces: WorkspaceSet
    ) async throws(Failure) -> Bool {
        for table in [ReadModel.evidence, .releases] {
            let row = try await row(table, digest.description)
            if let row, workspaces.contains(row.workspace) { return true }
        }
        return try await rows(.releases, where: ["bundle": digest.description])
            .contains { workspaces.contains($0.workspace) }
    }

    /// Whether a workspace that handed the file in has a version with the folder.
    private func holdsFolder(
        _ folder: Digest, for file: Digest, in workspaces: WorkspaceSet
    ) async throws(Failure) -> Bool {
        let handedIn = try await handedIn(file, in: workspaces)
        return try await !versions(with: folder, asFolder: true, in: .only(handedIn)).isEmpty
    }

    /// Versions in which the digest is a part, and a folder or a file.
    ///
    /// Who registered a folder had its manifest, so that it needs no handing in.
    private func versions(
        with digest: Digest, asFolder: Bool, in workspaces: WorkspaceSet
    ) async throws(Failure) -> [Row] {
        let query = RowQuery(
            ReadModel.versions.rawValue, matching: [.init("digest", digest.description)],
            limit: 1_000)
        return try await rows(query, in: workspaces).rows.filter { row in
            let artifacts = row.document["artifacts"]?.all(Artifact.init(json:)) ?? []
            return artifacts.contains { $0.part.digest == digest && $0.isFolder == asFolder }
        }
    }
}

/// The digests of files in the bytes of a manifest.
private struct FileDigests {
    private let manifest: [UInt8]

    init(_ manifest: [UInt8]) { self.manifest = manifest }

    /// Canonical JSON writes a file's digest one way only, and nothing else that way: the quotes
    /// within a path are escaped.
    func contains(_ digest: Digest) -> Bool {
        let member = Array("\"digest\":\"\(digest)\"".utf8)
        return manifest.firstRange(of: member) != nil
    }
}
