import FoundationEssentials
import ModelFiles
import Transparency

/// Looks at all files below a path, on all cores, and names each by its digest.
enum FolderLook {
    struct Looked: Sendable {
        /// Without a slash at its end.
        let path: String
        /// The last component of its path.
        let name: String
        let isFolder: Bool
        /// One alone when it is a file itself.
        let files: [LookedFile]
    }

    /// - Parameters:
    ///   - path: A file or a folder.
    ///   - isOnce: Whether the files are judged now and never again, so that facts that say nothing
    ///     need not be kept.
    ///   - progress: Called with the bytes of each read.
    /// - Returns: Each file, in the order of the paths.
    /// - Throws: A fault when it is not there, when it is one file that cannot be read, and for a
    ///   folder of too many files.
    static func look(
        at path: String, isOnce: Bool, progress: (@Sendable (Int) -> Void)?
    ) async throws -> Looked {
        let path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        let name = path.split(separator: "/").last.map(String.init) ?? path
        guard try FileState(of: path).isFolder else {
            let file = try FileLook.look(at: path, as: name, in: path.parentFolder)
            let digest = await digests(of: [path], sizes: [], progress)[0]
            return Looked(
                path: path, name: name, isFolder: false, files: [try file.named(digest.get())])
        }
        let entries = try CheckWalk(path).entries
        let files = entries.filter { $0.kind == .file }.map(\.path)
        let looked = await look(
            at: files, in: path, isCut: isOnce && files.count > manyFiles, progress)
        let named = await nameEach(looked, in: path, progress)
        var next = named.makeIterator()
        return Looked(
            path: path, name: name, isFolder: true,
            files: entries.compactMap { $0.kind == .file ? next.next() : Self.facts(of: $0) })
    }

    /// What is no file.
    private static func facts(of entry: CheckWalk.Entry) -> LookedFile? {
        switch entry.kind {
        case .file: nil
        case .link(let target):
            LookedFile(
                digest: nil, facts: FileInspector.facts(path: entry.path, linkTarget: target))
        case .special: FileLook.unread(entry.path, "it is a pipe, a socket or a device")
        case .closed(let reason): FileLook.unread(entry.path, reason)
        }
    }

    /// Looks at files, without naming them; what cannot be read is among the facts.
    ///
    /// - Parameters:
    ///   - files: Their paths below the folder.
    ///   - folder: Where they are.
    ///   - isCut: Whether facts that no rule has anything to say about are left out.
    ///   - progress: Called with the bytes of small files, which are read whole.
    /// - Returns: In the same order.
    static func look(
        at files: [String], in folder: String, isCut: Bool = false,
        _ progress: (@Sendable (Int) -> Void)? = nil
    ) async -> [LookedFile] {
        let chunks = stride(from: 0, to: files.count, by: chunkCount).map {
            Array(files[$0..<min($0 + chunkCount, files.count)])
        }
        return await withTaskGroup(of: (Int, [LookedFile]).self) { group in
            var waiting = chunks.enumerated().makeIterator()
            for _ in 0..<ProcessInfo.processInfo.activeProcessorCount {
                guard let (index, chunk) = waiting.next() else { break }
                group.addTask { (index, look(atEach: chunk, in: folder, isCut)) }
            }
            var looked = [[LookedFile]](repeating: [], count: chunks.count)
            while let (index, found) = await group.next() {
                looked[index] = found
                progress?(
                    found.map(\.facts.byteCount).filter { $0 <= FileLook.memorySize }
                        .reduce(0, +))
                guard let (next, chunk) = waiting.next() else { continue }
                group.addTask { (next, look(atEach: chunk, in: folder, isCut)) }
            }
            return looked.flatMap(\.self)
        }
    }

    /// Small enough that no core is left with much to do at the end.
    private static let chunkCount = 16

    /// Files above which facts that say nothing take more memory than all else.
    private static let manyFiles = 4_096

    private static func look(
        atEach files: [String], in folder: String, _ isCut: Bool
    ) -> [LookedFile] {
        files.map { file in
            do throws(Failure) {
                let looked = try FileLook.look(at: "\(folder)/\(file)", as: file, in: folder)
                return isCut ? looked.telling : looked
            } catch { return FileLook.unread(file, error.message) }
        }
    }

    // MARK: Names

    /// Names those that could be looked at.
    private static func nameEach(
        _ files: [LookedFile], in folder: String, _ progress: (@Sendable (Int) -> Void)?
    ) async -> [LookedFile] {
        let readable = files.indices.filter { !files[$0].facts.formats.isEmpty }
        let found = await digests(
            of: readable.map { "\(folder)/\(files[$0].path)" },
            sizes: readable.map { files[$0].facts.byteCount }, progress)
        var named = files
        for (index, digest) in zip(readable, found) {
            switch digest {
            case .success(let digest): named[index] = files[index].named(digest)
            case .failure(let failure):
                named[index] = FileLook.unread(files[index].path, failure.message)
            }
        }
        return named
    }

    /// All at once, and one after the other when one of them cannot be read or changes meanwhile.
    private static func digests(
        of paths: [String], sizes: [Int], _ progress: (@Sendable (Int) -> Void)?
    ) async -> [Result<Digest, Failure>] {
        if let all = try? await FileHasher.hash(
            paths, sizes: sizes, watcher: ArtifactHasher.watcher(progress))
        {
            return all.map { .success($0.digest) }
        }
        var found: [Result<Digest, Failure>] = []
        for path in paths {
            do {
                found.append(.success(try await FileHasher.hash([path])[0].digest))
            } catch let failure as Failure {
                found.append(.failure(failure))
            } catch {
                found.append(.failure(.fault("unreadable", "cannot read `\(path)`: \(error)")))
            }
        }
        return found
    }
}

extension String {
    /// The folder that a path's last component lies in.
    var parentFolder: String {
        guard let slash = lastIndex(of: "/") else { return "." }
        return slash == startIndex ? "/" : String(self[..<slash])
    }
}
