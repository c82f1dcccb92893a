import FoundationEssentials
package import Governance
package import Transparency

#if canImport(Glibc)
import Glibc
#endif

/// A file or a folder that was read and named by its digest.
package struct HashedArtifact: Sendable, Equatable {
    /// The last component of its path.
    package let name: String
    package let digest: Digest
    /// Its files; one alone when it is a file itself.
    package let manifest: FolderManifest
    package let isFolder: Bool

    package init(name: String, digest: Digest, manifest: FolderManifest, isFolder: Bool) {
        self.name = name
        self.digest = digest
        self.manifest = manifest
        self.isFolder = isFolder
    }

    package var byteCount: Int { manifest.byteCount }
}

/// Reads files and folders to name them: a file by its SHA-256, a folder by its manifest's.
///
/// Version control's own files at the top of a folder (`.git`, `.github`, `.gitignore`,
/// `.gitattributes`) are left out, as OpenSSF Model Signing leaves them out.
package enum ArtifactHasher {
    package static let ignored: Set = [".git", ".github", ".gitignore", ".gitattributes"]
    static let fileLimit = 1_000_000

    /// - `alsoIgnoring`: Further paths to leave out, relative to the folder.
    /// - `progress`: Called with the bytes of each read.
    /// Throws A fault when something cannot be read, leads out of the folder by a symbolic
    ///   link, or changes while it is read.
    /// - Complexity: O(bytes), two files at a time.
    package static func hash(
        _ path: String, alsoIgnoring extra: Set<String> = [],
        progress: (@Sendable (Int) -> Void)? = nil
    ) async throws -> HashedArtifact {
        let path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        let name = try resolvedName(path)
        guard try FileState(of: path).isFolder else {
            let (digest, size) = try FileHasher.hash(path, progress: progress)
            let entry = FolderManifest.Entry(path: name, digest: digest, size: size)
            return HashedArtifact(
                name: name, digest: digest, manifest: FolderManifest([entry]), isFolder: false)
        }
        let walk = try FolderWalk(path, ignoring: ignored.union(extra))
        let entries = try await entries(
            of: walk.files.map(\.path), in: path, progress: progress)
        // A file may change after its turn to be read, while others are: so all are looked at again.
        guard try FolderWalk(path, ignoring: ignored.union(extra)) == walk else {
            throw Failure.fault("changed_while_read", "`\(path)` changed while it was read")
        }
        let manifest = FolderManifest(entries)
        return HashedArtifact(
            name: name, digest: manifest.digest, manifest: manifest, isFolder: true)
    }

    private static func resolvedName(_ path: String) throws(Failure) -> String {
        guard let real = realpath(path, nil) else { throw FileBytes.unreadable(path) }
        defer { free(real) }
        let name = String(cString: real).split(separator: "/").last.map(String.init) ?? "/"
        return name
    }

    private static func entry(
        of file: String, in folder: String, progress: (@Sendable (Int) -> Void)?
    ) throws(Failure) -> FolderManifest.Entry {
        do {
            let (digest, size) = try FileHasher.hash("\(folder)/\(file)", progress: progress)
            return FolderManifest.Entry(path: file, digest: digest, size: size)
        } catch  where error.code == "no_such_file" {
            // It was there when the folder was listed.
            throw .fault("changed_while_read", "`\(folder)` changed while it was read")
        } catch { throw error }
    }

    private static func entries(
        of files: [String], in folder: String, progress: (@Sendable (Int) -> Void)?
    ) async throws -> [FolderManifest.Entry] {
        try await withThrowingTaskGroup(of: FolderManifest.Entry.self) { group in
            var waiting = files[...]
            let hashNext = { @Sendable (file: String) throws -> FolderManifest.Entry in
                try entry(of: file, in: folder, progress: progress)
            }
            for _ in 0..<2 {
                guard let file = waiting.popFirst() else { break }
                group.addTask { try hashNext(file) }
            }
            var entries: [FolderManifest.Entry] = []
            while let entry = try await group.next() {
                entries.append(entry)
                guard let file = waiting.popFirst() else { continue }
                group.addTask { try hashNext(file) }
            }
            return entries
        }
    }
}
