import FoundationEssentials

#if canImport(Glibc)
import Glibc
#endif

/// All that lies below a folder that is to be checked, whatever it is.
///
/// Other than ``FolderWalk``, which names what is to be registered, it refuses nothing: what a model
/// must not have in its folder is for the rules to say.
struct CheckWalk {
    enum Kind: Equatable {
        case file
        /// A symbolic link, which is not followed; a relative target is from the folder's top.
        case link(target: String)
        /// A pipe, a socket or a device.
        case special
        /// A folder that cannot be listed, or lies too deep; the reason.
        case closed(String)
    }

    struct Entry: Equatable {
        /// Relative to the folder.
        let path: String
        let kind: Kind
    }

    static let depthLimit = 64

    /// Sorted by path.
    let entries: [Entry]

    /// - Throws: A fault for more than ``ArtifactHasher/fileLimit`` files.
    init(_ root: String) throws(Failure) {
        var entries: [Entry] = []
        var folders = [""]
        while let folder = folders.popLast() {
            guard let names = Self.names(in: folder, of: root) else {
                entries.append(Entry(path: folder, kind: .closed("it cannot be listed")))
                continue
            }
            guard folder.split(separator: "/").count < Self.depthLimit else {
                entries.append(Entry(path: folder, kind: .closed("it is nested too deep")))
                continue
            }
            for name in names {
                let path = folder.isEmpty ? name : "\(folder)/\(name)"
                if let kind = Self.kind(of: path, in: root) {
                    entries.append(Entry(path: path, kind: kind))
                } else {
                    folders.append(path)
                }
            }
            guard entries.count <= ArtifactHasher.fileLimit else {
                throw .fault(
                    "too_many_files", "`\(root)` has over \(ArtifactHasher.fileLimit) files")
            }
        }
        self.entries = entries.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    private static func names(in folder: String, of root: String) -> [String]? {
        try? FileManager.default.contentsOfDirectory(
            atPath: folder.isEmpty ? root : "\(root)/\(folder)")
    }

    /// `nil` for a folder.
    private static func kind(of path: String, in root: String) -> Kind? {
        let full = "\(root)/\(path)"
        guard let own = try? FileState(of: full, followingLink: false) else {
            return .closed(
                path.contains("\u{FFFD}")
                    ? "its name is not UTF-8; rename it" : "it cannot be looked at")
        }
        if own.isFolder { return nil }
        if own.isFile { return .file }
        guard own.isLink else { return .special }
        if isOfHubCache(full) { return .file }
        let target = (try? FileManager.default.destinationOfSymbolicLink(atPath: full)) ?? ""
        return .link(target: target.hasPrefix("/") ? target : "\(path.folder)/\(target)")
    }

    /// Hugging Face's cache keeps a repository's files as links to `blobs` beside its `snapshots`.
    private static func isOfHubCache(_ path: String) -> Bool {
        guard let found = realpath(path, nil) else { return false }
        defer { free(found) }
        let target = String(cString: found)
        guard let folder = realpath(path.folder, nil) else { return false }
        defer { free(folder) }
        let parts = String(cString: folder).split(separator: "/")
        guard let snapshots = parts.lastIndex(of: "snapshots") else { return false }
        let blobs = "/" + (parts[..<snapshots] + ["blobs"]).joined(separator: "/") + "/"
        return target.hasPrefix(blobs) && FileBytes.isFile(target)
    }
}

extension String {
    /// The folder that a path lies in.
    fileprivate var folder: String {
        lastIndex(of: "/").map { String(self[..<$0]) } ?? "."
    }
}
