import FoundationEssentials
package import Governance
import ModelFiles
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
    package let looked: [LookedFile]

    package init(
        name: String, digest: Digest, manifest: FolderManifest, isFolder: Bool,
        looked: [LookedFile] = []
    ) {
        self.name = name
        self.digest = digest
        self.manifest = manifest
        self.isFolder = isFolder
        self.looked = looked
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

    private typealias Named = (entry: FolderManifest.Entry, looked: LookedFile?)

    /// - `alsoIgnoring`: Further paths to leave out, relative to the folder.
    /// - `looksInside`: Also reads what the files say of themselves.
    /// - `progress`: Called with the bytes of each read.
    /// Throws A fault when something cannot be read, leads out of the folder by a symbolic
    ///   link, or changes while it is read.
    /// - Complexity: O(bytes), two files at a time.
    package static func hash(
        _ path: String, alsoIgnoring extra: Set<String> = [], looksInside: Bool = false,
        progress: (@Sendable (Int) -> Void)? = nil
    ) async throws -> HashedArtifact {
        let path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        let name = try resolvedName(path)
        guard try FileState(of: path).isFolder else {
            let (entry, looked) = try named(
                path, as: name, in: nil, looksInside: looksInside, progress: progress)
            return HashedArtifact(
                name: name, digest: entry.digest, manifest: FolderManifest([entry]),
                isFolder: false, looked: looked.map { [$0] } ?? [])
        }
        let walk = try FolderWalk(path, ignoring: ignored.union(extra))
        let named = try await named(
            walk.files.map(\.path), in: path, looksInside: looksInside, progress: progress)
        // A file may change after its turn to be read, while others are: so all are looked at again.
        guard try FolderWalk(path, ignoring: ignored.union(extra)) == walk else {
            throw Failure.fault("changed_while_read", "`\(path)` changed while it was read")
        }
        let manifest = FolderManifest(named.map(\.entry))
        return HashedArtifact(
            name: name, digest: manifest.digest, manifest: manifest, isFolder: true,
            looked: named.compactMap(\.looked).sorted {
                $0.path.utf8.lexicographicallyPrecedes($1.path.utf8)
            })
    }

    private static func resolvedName(_ path: String) throws(Failure) -> String {
        guard let real = realpath(path, nil) else { throw FileBytes.unreadable(path) }
        defer { free(real) }
        let name = String(cString: real).split(separator: "/").last.map(String.init) ?? "/"
        return name
    }

    private static func named(
        _ file: String, as name: String, in folder: String?, looksInside: Bool,
        progress: (@Sendable (Int) -> Void)?
    ) throws(Failure) -> Named {
        guard looksInside else {
            let (digest, size) = try FileHasher.hash(file, progress: progress)
            return (FolderManifest.Entry(path: name, digest: digest, size: size), nil)
        }
        let looked = try FileLook.look(at: file, as: name, in: folder, progress: progress)
        guard let digest = looked.digest else { throw FileBytes.unreadable(file) }
        let entry = FolderManifest.Entry(
            path: name, digest: digest, size: looked.facts.byteCount)
        return (entry, looked)
    }

    private static func member(
        _ file: String, of folder: String, looksInside: Bool,
        progress: (@Sendable (Int) -> Void)?
    ) throws(Failure) -> Named {
        do {
            return try named(
                "\(folder)/\(file)", as: file, in: folder, looksInside: looksInside,
                progress: progress)
        } catch  where error.code == "no_such_file" {
            // It was there when the folder was listed.
            throw .fault("changed_while_read", "`\(folder)` changed while it was read")
        } catch { throw error }
    }

    private static func named(
        _ files: [String], in folder: String, looksInside: Bool,
        progress: (@Sendable (Int) -> Void)?
    ) async throws -> [Named] {
        try await withThrowingTaskGroup(of: Named.self) { group in
            var waiting = files[...]
            let nameNext = { @Sendable (file: String) throws -> Named in
                try member(file, of: folder, looksInside: looksInside, progress: progress)
            }
            for _ in 0..<FileLook.laneCount {
                guard let file = waiting.popFirst() else { break }
                group.addTask { try nameNext(file) }
            }
            var found: [Named] = []
            while let named = try await group.next() {
                found.append(named)
                guard let file = waiting.popFirst() else { continue }
                group.addTask { try nameNext(file) }
            }
            return found
        }
    }
}
