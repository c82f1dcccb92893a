/// What paths in archives and configurations lead to.
enum PathRules {
    /// Whether a path leads out of the folder it is relative to: absolute, a drive, or `..`.
    static func leaves(_ path: String) -> Bool {
        let unix = path.split(separator: "\\", omittingEmptySubsequences: false).joined(
            separator: "/")
        if unix.hasPrefix("/") || unix.hasPrefix("~") { return true }
        let bytes = Array(unix.utf8.prefix(3))
        if bytes.count >= 2, bytes[1] == UInt8(ascii: ":"),
            Character(Unicode.Scalar(bytes[0])).isLetter
        {
            return true
        }
        return depthMin(unix) < 0
    }

    /// A link's target as a path from the folder that the link's own path begins in.
    ///
    /// - Parameters:
    ///   - target: As the link says: relative to the link's folder, or absolute.
    ///   - path: The link's own path.
    /// - Returns: Without `.` and without `..` but at the start; absolute targets as they are.
    static func resolved(_ target: String, from path: String) -> String {
        if target.hasPrefix("/") || target.hasPrefix("\\") || target.hasPrefix("~") {
            return target
        }
        let folder = path.split(separator: "/").dropLast()
        var parts: [Substring] = []
        for part in folder + target.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." {
                parts.removeLast()
            } else {
                parts.append(part)
            }
        }
        return parts.joined(separator: "/")
    }

    /// Whether a path leads to a blob of Hugging Face's cache, which is named by its digest: the
    /// files of a snapshot are links to those.
    static func isCacheBlob(_ path: String) -> Bool {
        let parts = path.split(separator: "/")
        guard parts.count >= 2, parts[parts.count - 2] == "blobs", let name = parts.last else {
            return false
        }
        return [40, 64].contains(name.utf8.count) && name.allSatisfy(\.isHexDigit)
            && parts.dropLast(2).allSatisfy { $0 == ".." }
    }

    private static let sensitiveFolders: Set = [".ssh", ".aws", ".gnupg", ".kube", ".netrc"]

    /// Whether a path, also of a `file:` address, ends at accounts, keys or the running system.
    static func isSensitive(_ path: String) -> Bool {
        guard path.utf8.count < 1_000, path.contains("/") else { return false }
        let local = path.hasPrefix("file:") ? String(path.dropFirst(5)) : path
        guard leaves(local) || local.contains("../") else { return false }
        let parts = local.split(separator: "/").drop { $0 == ".." || $0 == "." || $0 == "~" }
        if parts.contains(where: { sensitiveFolders.contains(String($0)) }) { return true }
        guard parts.count > 1, let root = parts.first, let next = parts.dropFirst().first else {
            return false
        }
        switch root {
        case "etc": return ["passwd", "shadow", "sudoers", "ssh", "hosts"].contains(next)
        case "proc": return next == "self" || next.allSatisfy(\.isNumber)
        default: return false
        }
    }

    /// Folders at a file system's root; other absolute paths may be the names of a graph's scopes.
    private static let roots: Set<Substring> = [
        "bin", "boot", "content", "data", "dev", "etc", "home", "lib", "media", "mnt", "opt",
        "private", "proc", "root", "run", "sbin", "srv", "sys", "tmp", "usr", "var", "workspace",
        "Applications", "Library", "System", "Users", "Volumes",
    ]

    /// A value that is a path out of the folder, or an address of a file; `nil` for other text.
    ///
    /// Values say much that begins with a slash and is no path: only names of files and folders on
    /// the way count.
    static func outsidePath(_ raw: [UInt8]) -> String? {
        guard raw.count >= 4, raw.allSatisfy({ $0 >= 0x21 && $0 < 0x7F }) else { return nil }
        let text = String(decoding: raw, as: UTF8.self)
        let lower = text.lowercased()
        if ["file:/", "s3://", "gs://", "hdfs://"].contains(where: lower.hasPrefix) { return text }
        let isShare = text.hasPrefix("\\\\")
        // A backslash alone begins a pattern's class.
        guard leaves(text), isShare || !text.hasPrefix("\\") else { return nil }
        let parts = text.split { $0 == "/" || $0 == "\\" }
        let areNames = parts.allSatisfy { part in
            part.allSatisfy { $0.isLetter || $0.isNumber || "._-~:%@".contains($0) }
        }
        guard areNames, parts.count >= 2, parts.contains(where: { $0.contains(where: \.isLetter) })
        else { return nil }
        return text.hasPrefix("/") && !text.contains("/../")
            ? (roots.contains(parts[0]) ? text : nil) : text
    }

    /// Whether a name is an address on the network.
    static func isAddress(_ text: String) -> Bool {
        let lower = text.prefix(12).lowercased()
        return ["http:", "https:", "ftp:", "file:", "s3:", "gs:", "hdfs:", "\\\\", "data:"]
            .contains { lower.hasPrefix($0) }
    }

    /// The lowest depth on the way, 0 being the folder itself.
    private static func depthMin(_ path: String) -> Int {
        var depth = 0
        var lowest = 0
        for part in path.split(separator: "/") where part != "." {
            depth += part == ".." ? -1 : 1
            lowest = min(lowest, depth)
        }
        return lowest
    }
}
