import Glibc
import Transparency

/// The files of a model as they stand on the disk.
struct ModelFolder {
    /// Each file's path, relative to the folder, and digest.
    private(set) var files: [(path: String, digest: Digest)] = []
    /// Paths at which something else stands: links that are not to be followed, pipes, devices.
    private(set) var others: [String] = []

    /// Deeper than any real model; a bound on the walk.
    static let depthMax = 128
    static let entryCountMax = 5_000_000

    private let root: String
    private let followsLinks: Bool
    private let ignores: (String) -> Bool
    private var entryCount = 0

    /// Hashes all files below `root`, or `root` itself when it is a file, then named `.`.
    ///
    /// A symbolic link is followed only if `followsLinks`, only to a file and only inside the
    /// folder.
    ///
    /// - Throws: ``LocalFile/Failure``.
    init(root: String, followsLinks: Bool, ignoring ignores: @escaping (String) -> Bool) throws {
        guard let resolved = LocalFile.resolved(root) else {
            throw LocalFile.Failure(root, errorNumber: ENOENT)
        }
        self.root = resolved
        self.followsLinks = followsLinks
        self.ignores = ignores
        switch try Self.kind(of: resolved) {
        case S_IFDIR: try walk("", depth: 0)
        case S_IFREG:
            files = [(ModelManifest.singleFileName, try LocalFile.digest(resolved))]
        default: throw LocalFile.Failure(root, "it is neither a file nor a folder")
        }
    }

    private mutating func walk(_ folder: String, depth: Int) throws {
        guard depth < Self.depthMax else {
            throw LocalFile.Failure(folder, "folders are nested deeper than \(Self.depthMax)")
        }
        for name in try Self.names(in: folder.isEmpty ? root : "\(root)/\(folder)") {
            entryCount += 1
            guard entryCount <= Self.entryCountMax else {
                throw LocalFile.Failure(root, "it has more than \(Self.entryCountMax) files")
            }
            let path = folder.isEmpty ? name : "\(folder)/\(name)"
            guard !ignores(path) else { continue }
            try take(path, depth: depth)
        }
    }

    private mutating func take(_ path: String, depth: Int) throws {
        switch try Self.kind(of: "\(root)/\(path)") {
        case S_IFDIR: try walk(path, depth: depth + 1)
        case S_IFREG: files.append((path, try LocalFile.digest("\(root)/\(path)")))
        case S_IFLNK:
            guard followsLinks, let target = LocalFile.resolved("\(root)/\(path)"),
                target.utf8.starts(with: "\(root)/".utf8), try Self.kind(of: target) == S_IFREG
            else { return others.append(path) }
            files.append((path, try LocalFile.digest(target)))
        default: others.append(path)
        }
    }

    /// The kind of what stands at a path, itself and not what it may point to.
    private static func kind(of path: String) throws -> mode_t {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            throw LocalFile.Failure(path, errorNumber: errno)
        }
        return status.st_mode & S_IFMT
    }

    private static func names(in folder: String) throws -> [String] {
        guard let stream = opendir(folder) else {
            throw LocalFile.Failure(folder, errorNumber: errno)
        }
        defer { closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                guard errno == 0 else { throw LocalFile.Failure(folder, errorNumber: errno) }
                return names
            }
            let bytes = withUnsafeBytes(of: entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            // A name that is not UTF-8 cannot have been signed, and cannot be shown.
            guard let name = String(validating: bytes, as: UTF8.self) else {
                throw LocalFile.Failure(folder, "it has a file whose name is not UTF-8")
            }
            if name != "." && name != ".." { names.append(name) }
        }
    }
}
