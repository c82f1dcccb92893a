import Crypto

/// Hashes bytes that arrive in pieces.
///
/// ```swift
/// var hasher = DigestHasher()
/// hasher.update(chunk)
/// let digest = hasher.finalize()
/// ```
///
/// Pieces of 64 KiB or more hash at the speed of the library beneath.
package struct DigestHasher: Sendable {
    private var state = SHA256()

    package init() {}

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        state.update(bufferPointer: bytes)
    }

    package mutating func update(_ bytes: UnsafeBufferPointer<UInt8>) {
        state.update(bufferPointer: UnsafeRawBufferPointer(bytes))
    }

    package mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { state.update(bufferPointer: $0) }
    }

    /// The digest of all bytes so far; more may follow.
    package func finalize() -> Digest {
        state.finalize().withUnsafeBytes { Digest(raw: $0) }
    }
}
