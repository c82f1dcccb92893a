import Testing

import struct Crypto.SHA256

@testable import Transparency

@Suite struct DigestHasherTests {
    /// With the processor's instructions, where it has them, and without.
    static let ways: [SHA256Stream.Kernel?] = SHA256Stream.kernels + [nil]

    @Test(arguments: ways)
    func `pieces hash as the whole does, however it is cut`(kernel: SHA256Stream.Kernel?) {
        var random = SeededRandom()
        let whole = random.bytes(count: 5_000)
        let expected = Digest(bytes: Array(SHA256.hash(data: whole)))
        for _ in 0..<50 {
            var hasher = DigestHasher(kernel)
            var rest = whole[...]
            while !rest.isEmpty {
                let piece = rest.prefix(Int.random(in: 0...700, using: &random))
                hasher.update(Array(piece))
                rest = rest.dropFirst(piece.count)
            }
            #expect(hasher.finalize() == expected)
        }
        #expect(Digest(of: whole) == expected)
    }

    @Test(arguments: ways)
    func `asking for the digest does not end the hashing`(kernel: SHA256Stream.Kernel?) {
        var hasher = DigestHasher(kernel)
        hasher.update(Array("ab".utf8))
        let copy = hasher
        #expect(hasher.finalize() == Digest(of: "ab".utf8))
        hasher.update(Array("c".utf8))
        #expect(hasher.finalize() == Digest(of: "abc".utf8))
        #expect(copy.finalize() == Digest(of: "ab".utf8))
    }

    @Test(arguments: ways, ways)
    func `two at once hash as each alone`(
        _ first: SHA256Stream.Kernel?, _ second: SHA256Stream.Kernel?
    ) {
        var random = SeededRandom()
        let bytes = random.bytes(count: 3_000)
        for count in [0, 1, 63, 64, 65, 1_000, 3_000] {
            var one = DigestHasher(first)
            var two = DigestHasher(second)
            bytes.withUnsafeBytes { all in
                let start = UnsafeRawBufferPointer(rebasing: all[..<count])
                DigestHasher.update(&one, with: start, &two, with: all)
                DigestHasher.update(&one, with: all, &two, with: start)
            }
            #expect(one.finalize() == Digest(of: Array(bytes[..<count]) + bytes))
            #expect(two.finalize() == Digest(of: bytes + Array(bytes[..<count])))
        }
    }
}
