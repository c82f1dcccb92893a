/// Where a file of a run is, as its client names it: parts, none of which leads anywhere else.
package struct ArtifactPath: Sendable, Hashable {
    package let parts: [String]

    package static let root = ArtifactPath(parts: [])
    private static let partCountMax = 64
    private static let partByteCountMax = 500

    private init(parts: [String]) { self.parts = parts }

    /// - Throws: `invalid` for a path that is absolute, goes upwards, or has a part that some system
    ///   would read as something else.
    package init(_ text: String) throws(TrackingError) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard text.isEmpty || parts.allSatisfy(Self.isPlain), parts.count <= Self.partCountMax
        else { throw Self.invalid }
        self.parts = text.isEmpty ? [] : parts
    }

    package static let invalid = TrackingError.refused(.invalid("Invalid path"))

    /// INVARIANT: no part is empty, `.` or `..`, has a slash, a backslash, a colon at a drive's
    /// place or a control character, in itself or once more percent-decoded.
    private static func isPlain(_ part: String) -> Bool {
        var text = part
        for _ in 0..<3 {
            guard isPlainAsWritten(text) else { return false }
            guard let decoded = decoded(text), decoded != text else { return true }
            text = decoded
        }
        return isPlainAsWritten(text)
    }

    private static func isPlainAsWritten(_ part: String) -> Bool {
        guard !part.isEmpty, part.utf8.count <= partByteCountMax, part != ".", part != "..",
            part.unicodeScalars.allSatisfy({
                $0.value >= 0x20 && $0.value != 0x7F && $0 != "/" && $0 != "\\"
            })
        else { return false }
        let bytes = Array(part.utf8.prefix(2))
        let isDrive = bytes.count == 2 && bytes[1] == UInt8(ascii: ":")
        return !isDrive
    }

    /// Once more decoded; the text itself where it is not percent-encoded.
    private static func decoded(_ text: String) -> String? {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    package var text: String { parts.joined(separator: "/") }
    package var name: String { parts.last ?? "" }
    package var folder: ArtifactPath { ArtifactPath(parts: parts.dropLast()) }
    package var isRoot: Bool { parts.isEmpty }

    package func appending(_ other: ArtifactPath) -> ArtifactPath {
        ArtifactPath(parts: parts + other.parts)
    }

    /// The experiment whose folder it is in, by the server's own names.
    var experiment: Int64? {
        guard let first = parts.first, first.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return Int64(first)
    }
}

/// A file or folder of a run.
package struct ArtifactEntry: Sendable, Equatable {
    package let name: String
    /// `nil` for a folder.
    package let digest: String?
    package let byteCount: Int64

    package init(name: String, digest: String?, byteCount: Int64) {
        self.name = name
        self.digest = digest
        self.byteCount = byteCount
    }

    package var isFolder: Bool { digest == nil }
}
