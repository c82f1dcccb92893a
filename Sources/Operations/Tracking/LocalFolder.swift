import Tracking
import Transparency

#if canImport(Glibc)
import Glibc
#endif

/// A folder or file of this machine below the one that the server was told to use.
///
/// INVARIANT: nothing outside that folder is read or written, whatever an experiment says its place
/// is and whatever links lead there.
struct LocalFolder: Sendable, Equatable {
    private let root: String
    private let path: String

    /// - Returns: `nil` unless the address is of a local file below the root.
    init?(_ uri: String, below root: ArtifactRoot) {
        guard let root = Self.path(of: root.uri), let path = Self.path(of: uri),
            path.hasPrefix(root + "/"), !path.split(separator: "/").contains("..")
        else { return nil }
        self.root = root
        self.path = path
    }

    private init(root: String, path: String) {
        self.root = root
        self.path = path
    }

    private static func path(of uri: String) -> String? {
        guard uri.hasPrefix("file:") else { return nil }
        let rest = uri.dropFirst(5)
        let text = rest.hasPrefix("//") ? rest.dropFirst(2) : rest
        guard text.hasPrefix("/"), text.count > 1, let path = PercentEncoding.decode(text) else {
            return nil
        }
        return path.hasSuffix("/") ? String(path.dropLast()) : path
    }

    func appending(_ other: ArtifactPath) -> LocalFolder {
        LocalFolder(root: root, path: other.isRoot ? path : path + "/" + other.text)
    }

    /// What it really is, with all links followed.
    private func resolved(_ path: String) throws(Failure) -> String {
        guard let whole = realpath(path, nil), let top = realpath(root, nil) else {
            throw Self.missing
        }
        defer {
            free(whole)
            free(top)
        }
        let (found, limit) = (String(cString: whole), String(cString: top))
        guard found == limit || found.hasPrefix(limit + "/") else { throw Self.missing }
        return found
    }

    private static let missing = Failure(.refused(.missing("No such artifact")))
    static let byteCountMax = 64 << 20

    func bytes() throws(Failure) -> [UInt8] {
        let path = try resolved(path)
        let state = try FileState(of: path)
        guard state.isFile else { throw Self.missing }
        guard state.size <= Self.byteCountMax else {
            throw .fault("too_large", "ask for a file of this size at its own address")
        }
        return try FileBytes.read(path)
    }

    /// What is in it; nothing when it is no folder.
    func entries() throws(Failure) -> [ArtifactEntry] {
        guard FileBytes.exists(path) else { return [] }
        let path = try resolved(path)
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var entries: [ArtifactEntry] = []
        while let entry = readdir(folder), entries.count < 100_000 {
            let name = withUnsafePointer(to: entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name != ".", name != "..",
                let state = try? FileState(of: path + "/" + name, followingLink: false)
            else { continue }
            entries.append(
                ArtifactEntry(
                    name: name, digest: state.isFile ? "" : nil,
                    byteCount: state.isFile ? Int64(state.size) : 0))
        }
        return entries.sorted { $0.name < $1.name }
    }

    func write(_ bytes: [UInt8]) throws(Failure) {
        let parts = path.dropFirst(root.count + 1).split(separator: "/")
        var folder = root
        for part in parts.dropLast() {
            folder += "/" + part
            try FileBytes.makeFolder(folder)
            _ = try resolved(folder)
        }
        try FileBytes.write(bytes, to: path)
    }
}
