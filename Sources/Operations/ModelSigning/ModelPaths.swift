#if canImport(Glibc)
import Glibc
#endif

/// Paths in a model's folder, as people and signatures name them.
struct ModelPaths {
    /// The model's folder or file, without symbolic links.
    let root: String
    let isFolder: Bool

    /// - Throws: A fault when nothing stands there.
    init(_ path: String) throws(Failure) {
        guard let root = Self.resolved(path) else { throw FileBytes.unreadable(path) }
        self.root = root
        isFolder = try FileState(of: root).isFolder
    }

    /// The last component of the model's path.
    var name: String { root.split(separator: "/").last.map(String.init) ?? "/" }

    /// Where the signature stands by custom.
    var signature: String { isFolder ? "\(root)/model.sig" : "\(root).sig" }

    /// The path relative to the folder, when it lies inside; the last component may not be there.
    func relative(_ path: String) -> String? {
        guard isFolder else { return nil }
        let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        let cut = trimmed.lastIndex(of: "/")
        let parent = cut.map { $0 == trimmed.startIndex ? "/" : String(trimmed[..<$0]) } ?? "."
        let last = cut.map { String(trimmed[trimmed.index(after: $0)...]) } ?? trimmed
        let isPlain = !["", ".", ".."].contains(last)
        // A symbolic link is named itself, not what it leads to.
        let full = isPlain ? Self.resolved(parent).map { "\($0)/\(last)" } : Self.resolved(trimmed)
        guard let full, full.utf8.starts(with: "\(root)/".utf8) else { return nil }
        return String(decoding: full.utf8.dropFirst(root.utf8.count + 1), as: UTF8.self)
    }

    /// The paths that are to be left out, relative to the folder.
    ///
    /// - Throws: A fault for a path that lies elsewhere: it would be left out of nothing.
    func ignored(_ paths: [String]) throws(Failure) -> [String] {
        var ignored: [String] = []
        for path in paths {
            let below = path.hasPrefix("/") ? nil : relative("\(root)/\(path)")
            guard let inside = relative(path) ?? below else {
                throw .fault("not_in_model", "`\(path)` does not lie in `\(root)`")
            }
            ignored.append(inside)
        }
        return ignored
    }

    private static func resolved(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }
}
