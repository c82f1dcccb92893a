import Governance
package import Transparency

/// Many files of one folder as the folder: a set of data is thousands of files, and one thing.
package struct FileFolders: Sendable {
    package struct Folder: Sendable {
        package let path: ObservedPath
        /// In the order of their paths.
        package let files: [FileFinding]

        /// Of the list of these files, which is that of the registered folder when all of its files were
        /// read; `nil` unless the bytes of all are known.
        package let digest: Digest?

        init(path: ObservedPath, files: [FileFinding]) {
            self.path = path
            self.files = files
            let entries = files.compactMap { file -> FolderManifest.Entry? in
                guard let digest = file.digest, let count = file.byteCount else { return nil }
                return .init(
                    path: ObservedPath.text(file.path.suffix(below: path)), digest: digest,
                    size: count)
            }
            digest = entries.count == files.count ? FolderManifest(entries).digest : nil
        }
    }

    package private(set) var folders: [Folder] = []
    /// Files of no such folder.
    package private(set) var single: [FileFinding] = []

    /// A folder of more files than this is said as one.
    package static let singleCountMax = 64

    /// - `files`: In any order.
    /// - `apart`: Folders that are never one thing, nor those above them: the working folder, the home.
    package init(_ files: [FileFinding], apart: [ObservedPath]) {
        let files = files.sorted { $0.path < $1.path }
        divide(files[...], at: 0, apart: Set(apart.map(\.bytes)))
    }

    /// `depth`: How many bytes of the paths are the same: a folder's, without the slash.
    private mutating func divide(
        _ files: ArraySlice<FileFinding>, at depth: Int, apart: Set<[UInt8]>
    ) {
        guard files.count > Self.singleCountMax, let first = files.first else {
            single += files
            return
        }
        let folder = Array(first.path.bytes[..<depth])
        let groups = Self.groups(files, below: depth)
        let isLoose = Self.isLoose(folder, apart)
        // A folder with nothing in it but one folder is not what people name.
        let onlyFolder = groups.count == 1 && groups[0].end != nil
        guard isLoose || onlyFolder else {
            folders.append(Folder(path: ObservedPath(folder), files: Array(files)))
            return
        }
        for group in groups {
            if let end = group.end {
                divide(files[group.range], at: end, apart: apart)
            } else {
                single += files[group.range]
            }
        }
    }

    /// Whether a folder holds things that have nothing to do with one another.
    private static func isLoose(_ folder: [UInt8], _ apart: Set<[UInt8]>) -> Bool {
        let depth = folder.count { $0 == 0x2F }
        return depth < 2 || apart.contains(folder)
            || apart.contains { $0.count > folder.count && $0.starts(with: folder + [0x2F]) }
    }

    /// Files by the next component of their paths: a folder and where its name ends, or one file.
    private static func groups(
        _ files: ArraySlice<FileFinding>, below depth: Int
    ) -> [(range: Range<Int>, end: Int?)] {
        var groups: [(range: Range<Int>, end: Int?)] = []
        var start = files.startIndex
        while start < files.endIndex {
            let path = files[start].path.bytes
            guard let end = path[(depth + 1)...].firstIndex(of: 0x2F) else {
                groups.append((start..<start + 1, nil))
                start += 1
                continue
            }
            let name = path[...end]
            let next = files[start...].firstIndex { !$0.path.bytes.starts(with: name) }
            groups.append((start..<(next ?? files.endIndex), end))
            start = next ?? files.endIndex
        }
        return groups
    }
}
