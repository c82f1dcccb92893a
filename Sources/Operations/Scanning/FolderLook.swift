/// Looks at all files below a path, on all cores.
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
    ///   - progress: Called with the bytes of each read.
    /// - Returns: Each file, in the order of the paths.
    /// - Throws: A fault when it is not there, when it is one file that cannot be read, and for a
    ///   folder of too many files.
    static func look(
        at path: String, progress: (@Sendable (Int) -> Void)?
    ) async throws -> Looked {
        let path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        let name = path.split(separator: "/").last.map(String.init) ?? path
        guard try FileState(of: path).isFolder else {
            let file = try FileLook.look(at: path, as: name, progress: progress)
            return Looked(path: path, name: name, isFolder: false, files: [file])
        }
        let entries = try CheckWalk(path).entries
        let files = await look(at: entries, in: path, progress)
        return Looked(path: path, name: name, isFolder: true, files: files)
    }

    private static func look(
        at entries: [CheckWalk.Entry], in folder: String, _ progress: (@Sendable (Int) -> Void)?
    ) async -> [LookedFile] {
        await withTaskGroup(of: (Int, LookedFile).self) { group in
            var next = 0
            func addNext() {
                guard next < entries.count else { return }
                let index = next
                next += 1
                group.addTask {
                    (index, FileLook.look(at: entries[index], in: folder, progress: progress))
                }
            }
            for _ in 0..<FileLook.laneCount { addNext() }
            var looked = [LookedFile?](repeating: nil, count: entries.count)
            while let (index, found) = await group.next() {
                looked[index] = found
                addNext()
            }
            return looked.compactMap(\.self)
        }
    }
}
