import Crypto
package import Transparency

/// The names that Git gives to files, by which clients of a hub know them.
///
/// Source: Git's object format, `blob SIZE\0BYTES`; Git LFS, the pointer's three lines.
package enum GitBlob {
    /// From this size on a file is named by its pointer, as a large file.
    package static let largeByteCountMin = 10 << 20

    /// The pointer that stands in Git for a large file.
    package static func pointer(to digest: Transparency.Digest, byteCount: Int) -> [UInt8] {
        let lines = [
            "version https://git-lfs.github.com/spec/v1", "oid \(digest)", "size \(byteCount)", "",
        ]
        return Array(lines.joined(separator: "\n").utf8)
    }

    package static func name(of bytes: [UInt8]) -> String {
        var hasher = Self.hasher(byteCount: bytes.count)
        hasher.update(data: bytes)
        return Hex.encode(hasher.finalize())
    }

    /// Reads all of it once.
    static func name(of file: BlobFile) async throws -> String {
        var hasher = Self.hasher(byteCount: file.byteCount)
        try await file.forEachPiece(in: 0..<file.byteCount) { hasher.update(data: $0) }
        return Hex.encode(hasher.finalize())
    }

    private static func hasher(byteCount: Int) -> Insecure.SHA1 {
        var hasher = Insecure.SHA1()
        hasher.update(data: Array("blob \(byteCount)\u{0}".utf8))
        return hasher
    }
}
