import Crypto

/// Hashes bytes that arrive in pieces.
///
/// ```swift
/// var hasher = DigestHasher()
/// hasher.update(chunk)
/// let digest = hasher.finalize()
/// ```
///
/// Where the processor has instructions for it, ``SHA256Stream`` hashes; elsewhere the library does.
/// Pieces of 64 KiB or more hash at full speed.
package struct DigestHasher: Sendable {
    private var stream: SHA256Stream
    /// Hashes in the stream's place on a processor without the instructions, and is `nil` on others.
    private var library: SHA256?

    package init() { self.init(SHA256Stream.kernels.last) }

    /// - kernel: One of ``SHA256Stream/kernels``, or `nil` for the library.
    init(_ kernel: SHA256Stream.Kernel?) {
        stream = SHA256Stream(kernel ?? .extensions)
        library = kernel == nil ? SHA256() : nil
    }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard library == nil else {
            library?.update(bufferPointer: bytes)
            return
        }
        stream.update(bytes)
    }

    package mutating func update(_ bytes: UnsafeBufferPointer<UInt8>) {
        update(UnsafeRawBufferPointer(bytes))
    }

    package mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update($0) }
    }

    /// The same as an update of each, in less time where both are long.
    package static func update(
        _ first: inout Self, with firstBytes: UnsafeRawBufferPointer,
        _ second: inout Self, with secondBytes: UnsafeRawBufferPointer
    ) {
        guard first.library == nil, second.library == nil else {
            first.update(firstBytes)
            second.update(secondBytes)
            return
        }
        SHA256Stream.update(&first.stream, with: firstBytes, &second.stream, with: secondBytes)
    }

    /// Bytes of mapped files are taken in such parts.
    package static let mappedUnit = SHA256Stream.blockByteCount
    /// Whether bytes of mapped files can be taken: the library would end the program when one of
    /// them cannot be read.
    package static var readsMapped: Bool { !SHA256Stream.kernels.isEmpty }

    /// Whether as many bytes were hashed as ``mappedUnit`` divides.
    package var isAtUnit: Bool { stream.isAtBlock }

    /// Goes on over bytes of a mapped file, without a copy.
    ///
    /// - Precondition: ``readsMapped``; ``mappedUnit`` divides the bytes, and all before them.
    /// - Returns: Whether all could be read; if not, the digest is of no use.
    package mutating func update(mapped bytes: UnsafeRawBufferPointer) -> Bool {
        stream.update(mapped: bytes)
    }

    /// The same as an update of each, of as many bytes, in less time.
    package static func update(
        _ first: inout Self, mapped firstBytes: UnsafeRawBufferPointer,
        _ second: inout Self, mapped secondBytes: UnsafeRawBufferPointer
    ) -> Bool {
        SHA256Stream.update(
            &first.stream, mapped: firstBytes, &second.stream, mapped: secondBytes)
    }

    /// The digest of all bytes so far; more may follow.
    package func finalize() -> Digest {
        guard let library else { return stream.finalize() }
        return library.finalize().withUnsafeBytes { Digest(raw: $0) }
    }
}
