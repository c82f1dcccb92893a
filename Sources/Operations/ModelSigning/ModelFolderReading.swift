import FoundationEssentials
import Transparency

#if canImport(Glibc)
import Glibc
#endif

/// Reads a model as signatures see it: every file hashed, symbolic links and other things named.
struct ModelFolderReading {
    /// The model's folder or file, without symbolic links.
    let root: String
    /// Whether files behind symbolic links are read as if they stood there.
    let followsLinks: Bool
    /// Whether nothing at this path, relative to the folder, is to be looked at.
    let ignores: @Sendable (String) -> Bool
    let progress: (@Sendable (Int) -> Void)?

    static let depthMax = 128

    /// - Throws: A fault when something cannot be read or changes meanwhile.
    /// - Complexity: O(bytes), whole files on all cores.
    func contents(_ method: ModelManifest.Method) async throws -> ModelContents {
        guard try FileState(of: root).isFolder else {
            let files = try await named([(root, ModelManifest.singleFileName)], method)
            return ModelContents(files: files)
        }
        let walk = try walk()
        let files = try await named(walk.files.map { ("\(root)/\($0.path)", $0.path) }, method)
        // A file may change after its turn to be read, while others are: so all are looked at again.
        guard try self.walk() == walk else {
            throw Failure.fault("changed_while_read", "`\(root)` changed while it was read")
        }
        return ModelContents(files: files, links: walk.links, others: walk.others)
    }

    /// What a walk through the folder found, before anything was hashed.
    private struct Walk: Equatable {
        struct File: Equatable {
            let path: String
            let state: FileState
        }

        var files: [File] = []
        var links: [String] = []
        var others: [String] = []
    }

    private func walk() throws(Failure) -> Walk {
        var walk = Walk()
        var folders = [""]
        var count = 0
        while let folder = folders.popLast() {
            guard folder.split(separator: "/").count <= Self.depthMax else {
                throw .fault("too_deep", "`\(root)/\(folder)` is nested too deep")
            }
            for name in try names(in: folder.isEmpty ? root : "\(root)/\(folder)").sorted() {
                let path = folder.isEmpty ? name : "\(folder)/\(name)"
                guard !ignores(path) else { continue }
                count += 1
                guard count <= ArtifactHasher.fileLimit else {
                    throw .fault(
                        "too_many_files", "`\(root)` has over \(ArtifactHasher.fileLimit) files")
                }
                if try take(path, into: &walk) { folders.append(path) }
            }
        }
        return walk
    }

    /// - Returns: Whether it is a folder, to be walked too.
    private func take(_ path: String, into walk: inout Walk) throws(Failure) -> Bool {
        let state = try FileState(of: "\(root)/\(path)", followingLink: false)
        if state.isFolder { return true }
        if state.isFile {
            walk.files.append(.init(path: path, state: state))
        } else if !state.isLink {
            walk.others.append(path)
        } else if followsLinks, let linked = try? FileState(of: "\(root)/\(path)"), linked.isFile {
            walk.files.append(.init(path: path, state: linked))
        } else {
            walk.links.append(path)
        }
        return false
    }

    private func names(in folder: String) throws(Failure) -> [String] {
        do { return try FileManager.default.contentsOfDirectory(atPath: folder) } catch {
            throw .fault("unreadable", "cannot list `\(folder)`")
        }
    }

    /// Names files by their digests, whole ones on all cores.
    private func named(
        _ files: [(path: String, name: String)], _ method: ModelManifest.Method
    ) async throws -> [ModelContents.File] {
        switch method {
        case .files:
            let hashed = try await FileHasher.hash(
                files.map(\.path), watcher: ArtifactHasher.watcher(progress))
            return zip(files, hashed).map {
                ModelContents.File(path: $0.name, byteCount: $1.size, digests: [$1.digest])
            }
        case .shards(let byteCount):
            return try files.map { file in
                let (digests, size) = try ModelFile.shards(
                    of: file.path, byteCount: byteCount, progress: progress)
                return ModelContents.File(path: file.name, byteCount: size, digests: digests)
            }
        }
    }
}
