import FoundationEssentials
package import Governance
package import Transparency

#if canImport(Glibc)
import Glibc
#endif

/// A file or a folder that was read and named by its digest.
package struct HashedArtifact: Sendable {
    /// The last component of its path.
    package let name: String
    package let digest: Digest
    /// Its files; one alone when it is a file itself.
    package let manifest: FolderManifest
    package let isFolder: Bool
    /// What its files say of themselves; empty unless that was asked for.
    package internal(set) var looked: [LookedFile] = []

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
    /// - `looksInside`: Also reads what the files say of themselves.
    /// - `progress`: Called with the bytes of each read.
    /// - Throws: A fault when something cannot be read, leads out of the folder by a symbolic
    ///   link, or changes while it is read.
    /// - Complexity: O(bytes), on all cores when there are several files.
    package static func hash(
        _ path: String, alsoIgnoring extra: Set<String> = [], looksInside: Bool = false,
        progress: (@Sendable (Int) -> Void)? = nil
    ) async throws -> HashedArtifact {
        let path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        let name = try resolvedName(path)
        let before = try FileState(of: path)
        guard before.isFolder else {
            let hashed = try await FileHasher.hash([path], watcher: watcher(progress))
            let entries = hashed.map {
                FolderManifest.Entry(path: name, digest: $0.digest, size: $0.size)
            }
            var artifact = HashedArtifact(
                name: name, digest: entries[0].digest, manifest: FolderManifest(entries),
                isFolder: false)
            guard looksInside else { return artifact }
            artifact.looked = [
                try FileLook.look(at: path, as: name).named(entries[0].digest)
            ]
            guard try FileState(of: path) == before else { throw changed(path) }
            return artifact
        }
        let walk = try FolderWalk(path, ignoring: ignored.union(extra))
        let entries = try await entries(of: walk, in: path, progress: progress)
        let looked =
            looksInside
            ? await FolderLook.look(at: walk.files.map(\.path), in: path) : []
        // A file may change after its turn to be read, while others are: so all are looked at again.
        guard try FolderWalk(path, ignoring: ignored.union(extra)) == walk else {
            throw changed(path)
        }
        let manifest = FolderManifest(entries)
        var artifact = HashedArtifact(
            name: name, digest: manifest.digest, manifest: manifest, isFolder: true)
        artifact.looked = zip(looked, entries).map { $0.named($1.digest) }
        return artifact
    }

    private static func changed(_ path: String) -> Failure {
        .fault("changed_while_read", "`\(path)` changed while it was read")
    }

    private static func resolvedName(_ path: String) throws(Failure) -> String {
        guard let real = realpath(path, nil) else { throw FileBytes.unreadable(path) }
        defer { free(real) }
        let name = String(cString: real).split(separator: "/").last.map(String.init) ?? "/"
        return name
    }

    private static func entries(
        of walk: FolderWalk, in folder: String, progress: (@Sendable (Int) -> Void)?
    ) async throws -> [FolderManifest.Entry] {
        do {
            let hashed = try await FileHasher.hash(
                walk.files.map { "\(folder)/\($0.path)" }, sizes: walk.files.map(\.state.size),
                watcher: watcher(progress))
            return zip(walk.files, hashed).map {
                FolderManifest.Entry(path: $0.path, digest: $1.digest, size: $1.size)
            }
        } catch let failure as Failure where failure.code == "no_such_file" {
            // It was there when the folder was listed.
            throw Failure.fault("changed_while_read", "`\(folder)` changed while it was read")
        }
    }

    static func watcher(
        _ progress: (@Sendable (Int) -> Void)?
    ) -> (@Sendable (FileHasher.Piece) -> Void)? {
        guard let progress else { return nil }
        return { progress($0.byteCount) }
    }
}
