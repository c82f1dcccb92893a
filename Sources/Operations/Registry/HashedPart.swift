package import Governance
package import Transparency

/// A part of a version to be, named by whoever has its bytes.
///
/// Hashing needs the files; registering needs only this.
package struct HashedPart: Sendable {
    package let role: PartRole
    /// The last component of its path.
    package let name: String
    /// Where it is, as typed.
    package let path: String
    package let isFolder: Bool
    package let digest: Digest
    package let byteCount: Int
    package let fileCount: Int
    /// A folder's files; `nil` for a file.
    package let manifest: FolderManifest?
    /// What the files say of themselves; empty unless they were looked into.
    package var looked: [LookedFile] = []

    package init(
        role: PartRole, name: String, path: String, isFolder: Bool, digest: Digest,
        byteCount: Int, fileCount: Int, manifest: FolderManifest?
    ) {
        self.role = role
        self.name = name
        self.path = path
        self.isFolder = isFolder
        self.digest = digest
        self.byteCount = byteCount
        self.fileCount = fileCount
        self.manifest = manifest
    }

    /// Reads a file or a folder.
    ///
    /// - `looksInside`: Also reads what the files say of themselves.
    /// - `progress`: Called with the bytes of each read.
    package static func hash(
        role: PartRole, path: String, looksInside: Bool = false,
        progress: (@Sendable (Int) -> Void)? = nil
    ) async throws -> HashedPart {
        let hashed = try await ArtifactHasher.hash(
            path, looksInside: looksInside, progress: progress)
        var part = HashedPart(
            role: role, name: hashed.name, path: path, isFolder: hashed.isFolder,
            digest: hashed.digest, byteCount: hashed.byteCount,
            fileCount: hashed.manifest.entries.count,
            manifest: hashed.isFolder ? hashed.manifest : nil)
        part.looked = hashed.looked
        return part
    }

    /// For a scan of what was read.
    package var scanned: ScannedPart {
        ScannedPart(part: Part(role: role, digest: digest), name: name, files: looked)
    }

    static let nameByteCountMax = 255
    static let pathByteCountMax = 4_096

    /// - Throws: A fault when it does not agree with itself: others than ``hash(role:path:progress:)``
    ///   may have made it.
    func check() throws(Failure) {
        guard (1...Self.nameByteCountMax).contains(name.utf8.count),
            (1...Self.pathByteCountMax).contains(path.utf8.count)
        else {
            throw .fault(
                "bad_part",
                "a part needs a name of 1 to \(Self.nameByteCountMax) bytes and a path of 1 to "
                    + "\(Self.pathByteCountMax)")
        }
        guard let manifest else {
            guard !isFolder, fileCount == 1, (0...JSON.integerMax).contains(byteCount) else {
                throw .fault("bad_part", "`\(name)` is a folder without a list of its files")
            }
            return
        }
        guard isFolder, manifest.digest == digest, manifest.byteCount == byteCount,
            byteCount <= JSON.integerMax, manifest.entries.count == fileCount
        else {
            throw .fault("bad_part", "the list of files of `\(name)` does not make its digest")
        }
        for entry in manifest.entries where !entry.staysInside {
            throw .fault("bad_part", "`\(entry.path)` in `\(name)` is no path inside a folder")
        }
    }
}

extension FolderManifest.Entry {
    fileprivate var staysInside: Bool {
        path.split(separator: "/", omittingEmptySubsequences: false)
            .allSatisfy { !["", ".", ".."].contains($0) }
    }
}
