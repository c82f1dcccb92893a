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
