/// The two hashes of an RFC 6962 tree, kept apart by their first byte.
///
/// Source: RFC 6962 §2.1 (and RFC 9162 §2.1.1).
package enum MerkleHash {
    /// The root of the empty tree: SHA-256 of nothing.
    package static let empty = DigestHasher().finalize()

    /// `SHA-256(0x00 ‖ bytes)`.
    package static func leaf(_ bytes: [UInt8]) -> Digest {
        bytes.withUnsafeBytes { leaf($0) }
    }

    /// `SHA-256(0x00 ‖ bytes)`.
    package static func leaf(_ bytes: UnsafeRawBufferPointer) -> Digest {
        var hasher = DigestHasher()
        withUnsafeBytes(of: UInt8(0)) { hasher.update($0) }
        hasher.update(bytes)
        return hasher.finalize()
    }

    /// `SHA-256(0x01 ‖ left ‖ right)`.
    package static func node(_ left: Digest, _ right: Digest) -> Digest {
        withUnsafeTemporaryAllocation(byteCount: 65, alignment: 8) { buffer in
            buffer[0] = 1
            left.withBytes {
                UnsafeMutableRawBufferPointer(rebasing: buffer[1..<33]).copyMemory(from: $0)
            }
            right.withBytes {
                UnsafeMutableRawBufferPointer(rebasing: buffer[33..<65]).copyMemory(from: $0)
            }
            var hasher = DigestHasher()
            hasher.update(UnsafeRawBufferPointer(buffer))
            return hasher.finalize()
        }
    }
}
