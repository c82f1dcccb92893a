import FoundationEssentials
package import Transparency

#if canImport(Glibc)
import Glibc
#endif

/// Immutable bytes by digest, in a folder.
///
/// INVARIANT: a file in the folder holds the bytes its name says: it is written beside, synced and
/// renamed, and read back through its digest.
package struct BlobFolder: Sendable {
    package let path: String

    package init(path: String) { self.path = path }

    func file(_ digest: Digest) -> String {
        "\(path)/\(digest.hex.prefix(2))/\(digest.hex.dropFirst(2))"
    }

    package func contains(_ digest: Digest) -> Bool { access(file(digest), F_OK) == 0 }

    /// - Throws: A fault when the disk is full or does not take it; nothing is left behind then.
    @discardableResult
    package func put(_ bytes: [UInt8]) throws(Failure) -> Digest {
        let digest = Digest(of: bytes)
        guard !contains(digest) else { return digest }
        let target = file(digest)
        try FileBytes.makeFolder("\(path)/\(digest.hex.prefix(2))")
        try FileBytes.write(bytes, to: target)
        return digest
    }

    /// - Throws: A fault when it is not there, or is not what its name says.
    package func get(_ digest: Digest) throws(Failure) -> [UInt8] {
        guard contains(digest) else {
            throw .fault("missing_blob", "the home has no bytes for `\(digest)`")
        }
        let bytes = try FileBytes.read(file(digest))
        guard Digest(of: bytes) == digest else {
            throw .fault("damaged_blob", "the bytes kept for `\(digest)` are not those any more")
        }
        return bytes
    }
}
