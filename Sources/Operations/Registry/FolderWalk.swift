import FoundationEssentials

#if canImport(Glibc)
import Glibc
#endif

/// The files below a folder, each checked to lie within it.
struct FolderWalk: Equatable {
    struct File: Equatable {
        /// Relative to the folder.
        let path: String
        let state: FileState
    }

    /// Sorted by path.
    let files: [File]

    static let depthLimit = 64

    /// - Throws: A fault for a symbolic link to a folder or out of the folder, for anything that is
    ///   neither file nor folder, and for more than ``ArtifactHasher/fileLimit`` files.
    init(_ root: String, ignoring: Set<String>) throws(Failure) {
        guard let resolved = realpath(root, nil) else { throw FileBytes.unreadable(root) }
        defer { free(resolved) }
        let home = String(cString: resolved) + "/"
        var files: [File] = []
        var folders = [""]
        while let folder = folders.popLast() {
            guard folder.split(separator: "/").count <= Self.depthLimit else {
                throw .fault("too_deep", "`\(root)/\(folder)` is nested too deep")
            }
            for name in try Self.names(in: folder.isEmpty ? root : "\(root)/\(folder)") {
                let path = folder.isEmpty ? name : "\(folder)/\(name)"
                if ignoring.contains(path) { continue }
                switch try Self.kind(of: path, in: root, home: home) {
                case .folder: folders.append(path)
                case .file(let state): files.append(File(path: path, state: state))
                }
                guard files.count <= ArtifactHasher.fileLimit else {
                    throw .fault(
                        "too_many_files", "`\(root)` has over \(ArtifactHasher.fileLimit) files")
                }
            }
        }
        self.files = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    private enum Kind { case file(FileState), folder }

    private static func names(in folder: String) throws(Failure) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            throw .fault("unreadable", "cannot list `\(folder)`")
        }
    }

    private static func kind(of path: String, in root: String, home: String) throws(Failure) -> Kind
    {
        let full = "\(root)/\(path)"
        let own = try FileState(of: full, followingLink: false)
        if own.isFolder { return .folder }
        if own.isFile { return .file(own) }
        guard own.isLink else {
            throw .fault("not_a_file", "`\(full)` is neither a file nor a folder")
        }
        guard let target = realpath(full, nil) else {
            throw .fault("broken_link", "the symbolic link `\(full)` leads nowhere")
        }
        defer { free(target) }
        guard String(cString: target).hasPrefix(home) else {
            throw .fault(
                "link_out_of_folder",
                "the symbolic link `\(full)` leads out of the folder; copy the file in its place")
        }
        let linked = try FileState(of: full)
        guard linked.isFile else {
            throw .fault(
                "link_to_folder", "`\(full)` is a symbolic link to a folder; copy it in its place")
        }
        return .file(linked)
    }
}

/// What `stat` says of a file, to tell whether it changed.
struct FileState: Equatable {
    private let mode: mode_t
    let size: Int
    private let modified: Int
    private let modifiedNanoseconds: Int
    /// The kernel's own time of change, which nobody can set back.
    private let changed: Int
    private let changedNanoseconds: Int
    private let inode: UInt64

    init(of path: String, followingLink: Bool = true) throws(Failure) {
        var status = stat()
        let result = followingLink ? stat(path, &status) : lstat(path, &status)
        guard result == 0 else { throw FileBytes.unreadable(path) }
        self.init(status)
    }

    init(_ status: stat) {
        mode = status.st_mode & S_IFMT
        size = Int(status.st_size)
        modified = status.st_mtim.tv_sec
        modifiedNanoseconds = status.st_mtim.tv_nsec
        changed = status.st_ctim.tv_sec
        changedNanoseconds = status.st_ctim.tv_nsec
        inode = UInt64(status.st_ino)
    }

    /// Since 1970.
    var modifiedMilliseconds: Int64 {
        Int64(modified) * 1000 + Int64(modifiedNanoseconds) / 1_000_000
    }
    var isFolder: Bool { mode == S_IFDIR }
    var isFile: Bool { mode == S_IFREG }
    var isLink: Bool { mode == S_IFLNK }
}
