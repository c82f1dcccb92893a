import CSHA256

/// SHA-256 by the processor's own instructions, of bytes that arrive in pieces.
///
/// One stream leaves some of those instructions' time unused, because each round waits for the one
/// before; ``update(_:with:_:with:)`` gives it to a second stream.
///
/// Source: FIPS 180-4, sections 5.1.1, 5.3.3 and 6.2.
struct SHA256Stream: Sendable {
    /// Which instructions hash; each kernel's processor has those of the kernels before it.
    enum Kernel: CaseIterable {
        case extensions, extensionsAndVectors

        fileprivate var code: csha256_kernel {
            switch self {
            case .extensions: .CSHA256_KERNEL_SHA
            case .extensionsAndVectors: .CSHA256_KERNEL_SHA_AVX512
            }
        }
    }

    /// What this processor can run, the quickest last; empty when it has no such instructions.
    static let kernels = Kernel.allCases.filter {
        $0.code.rawValue <= csha256_best_kernel().rawValue
    }
    static let blockByteCount = 64

    private let kernel: csha256_kernel

    private var state = csha256_state(
        words: (
            0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
            0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19
        ))
    /// The bytes after the last whole block, `byteCount % 64` of them; what follows them is old.
    private var tail = Tail(0, 0, 0, 0, 0, 0, 0, 0)
    private var byteCount: UInt64 = 0

    private typealias Tail = (
        UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64
    )

    /// - kernel: One of ``kernels`` if anything is to be hashed: with another the program ends.
    init(_ kernel: Kernel) { self.kernel = kernel.code }

    private var tailByteCount: Int { Int(byteCount % UInt64(Self.blockByteCount)) }

    /// - Complexity: O(n).
    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes
        completeTail(from: &rest)
        compress(&rest, blockCount: rest.count / Self.blockByteCount)
        keep(rest)
    }

    /// The same as an update of each; as far as both go, at once.
    ///
    /// - Complexity: O(n).
    static func update(
        _ first: inout Self, with firstBytes: UnsafeRawBufferPointer,
        _ second: inout Self, with secondBytes: UnsafeRawBufferPointer
    ) {
        var one = firstBytes
        var two = secondBytes
        first.completeTail(from: &one)
        second.completeTail(from: &two)
        let count = min(one.count, two.count) / blockByteCount
        if count > 0, let ones = one.baseAddress, let twos = two.baseAddress {
            csha256_compress_pair(
                first.kernel, &first.state, ones, &second.state, twos, count)
            first.pass(&one, blockCount: count)
            second.pass(&two, blockCount: count)
        }
        first.update(one)
        second.update(two)
    }

    var isAtBlock: Bool { tailByteCount == 0 }

    /// Goes on over bytes of a mapped file.
    ///
    /// - Precondition: Whole blocks, behind whole blocks.
    /// - Returns: Whether all could be read; if not, the stream is of no use.
    mutating func update(mapped bytes: UnsafeRawBufferPointer) -> Bool {
        guard let start = bytes.baseAddress else { return true }
        precondition(tailByteCount == 0 && bytes.count % Self.blockByteCount == 0)
        byteCount &+= UInt64(bytes.count)
        return csha256_compress_mapped(
            kernel, &state, start, bytes.count / Self.blockByteCount)
    }

    /// The same with two streams at once, of as many bytes each.
    static func update(
        _ first: inout Self, mapped firstBytes: UnsafeRawBufferPointer,
        _ second: inout Self, mapped secondBytes: UnsafeRawBufferPointer
    ) -> Bool {
        guard let ones = firstBytes.baseAddress, let twos = secondBytes.baseAddress else {
            return true
        }
        precondition(first.tailByteCount == 0 && second.tailByteCount == 0)
        precondition(
            firstBytes.count == secondBytes.count && firstBytes.count % blockByteCount == 0)
        first.byteCount &+= UInt64(firstBytes.count)
        second.byteCount &+= UInt64(secondBytes.count)
        return csha256_compress_pair_mapped(
            first.kernel, &first.state, ones, &second.state, twos,
            firstBytes.count / blockByteCount)
    }

    /// The digest of all bytes so far; more may follow.
    func finalize() -> Digest {
        var copy = self
        copy.pad()
        let words = copy.state.words
        let bigEndian = (
            words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian,
            words.4.bigEndian, words.5.bigEndian, words.6.bigEndian, words.7.bigEndian
        )
        return withUnsafeBytes(of: bigEndian) { Digest(raw: $0) }
    }
}

extension SHA256Stream {
    /// Fills up the block that was begun, if one was, and takes that much off `bytes`.
    private mutating func completeTail(from bytes: inout UnsafeRawBufferPointer) {
        guard tailByteCount > 0 else { return }
        let missing = min(Self.blockByteCount - tailByteCount, bytes.count)
        keep(UnsafeRawBufferPointer(rebasing: bytes[..<missing]))
        bytes = UnsafeRawBufferPointer(rebasing: bytes[missing...])
        if tailByteCount == 0 && missing > 0 { compressTail() }
    }

    private mutating func compressTail() {
        withUnsafeBytes(of: tail) { block in
            guard let start = block.baseAddress else { return }
            csha256_compress(kernel, &state, start, 1)
        }
    }

    private mutating func compress(_ bytes: inout UnsafeRawBufferPointer, blockCount: Int) {
        guard blockCount > 0, let start = bytes.baseAddress else { return }
        csha256_compress(kernel, &state, start, blockCount)
        pass(&bytes, blockCount: blockCount)
    }

    /// Counts blocks that were compressed and takes them off `bytes`.
    private mutating func pass(_ bytes: inout UnsafeRawBufferPointer, blockCount: Int) {
        let count = blockCount * Self.blockByteCount
        byteCount &+= UInt64(count)
        bytes = UnsafeRawBufferPointer(rebasing: bytes[count...])
    }

    /// Puts bytes behind the tail.
    ///
    /// - Precondition: They do not go beyond its block.
    private mutating func keep(_ bytes: UnsafeRawBufferPointer) {
        let start = tailByteCount
        withUnsafeMutableBytes(of: &tail) { tail in
            UnsafeMutableRawBufferPointer(rebasing: tail[start...]).copyMemory(from: bytes)
        }
        byteCount &+= UInt64(bytes.count)
    }

    /// Ends the message: a bit that is set, zeros, and the length in bits in the last eight bytes.
    private mutating func pad() {
        let bitCount = byteCount &* 8
        let end = tailByteCount
        withUnsafeMutableBytes(of: &tail) { tail in
            tail[end] = 0x80
            for index in (end + 1)..<Self.blockByteCount { tail[index] = 0 }
        }
        if end >= Self.blockByteCount - 8 {
            compressTail()
            tail = (0, 0, 0, 0, 0, 0, 0, 0)
        }
        tail.7 = bitCount.bigEndian
        compressTail()
    }
}
