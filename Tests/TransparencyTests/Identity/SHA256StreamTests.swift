import Testing

import struct Crypto.SHA256

@testable import Transparency

/// The library is the reference for every length, cut and pair.
@Suite(
    .enabled(if: !SHA256Stream.kernels.isEmpty, "this processor has no instructions for SHA-256"))
struct SHA256StreamTests {
    private static func reference(_ bytes: some Sequence<UInt8>) -> Digest? {
        Digest(bytes: Array(SHA256.hash(data: Array(bytes))))
    }

    private static func digest(_ pieces: [[UInt8]], _ kernel: SHA256Stream.Kernel) -> Digest {
        var stream = SHA256Stream(kernel)
        for piece in pieces { piece.withUnsafeBytes { stream.update($0) } }
        return stream.finalize()
    }

    /// The two digests of pieces that are hashed in pairs.
    private static func digests(
        _ first: [[UInt8]], _ second: [[UInt8]], _ kernel: SHA256Stream.Kernel
    ) -> [Digest] {
        var one = SHA256Stream(kernel)
        var two = SHA256Stream(kernel)
        for index in 0..<max(first.count, second.count) {
            let ones = index < first.count ? first[index] : []
            let twos = index < second.count ? second[index] : []
            ones.withUnsafeBytes { ones in
                twos.withUnsafeBytes { SHA256Stream.update(&one, with: ones, &two, with: $0) }
            }
        }
        return [one.finalize(), two.finalize()]
    }

    /// Pieces of up to `limit` bytes; empty ones too.
    private static func cut(
        _ bytes: [UInt8], limit: Int, _ random: inout SeededRandom
    ) -> [[UInt8]] {
        var rest = bytes[...]
        var pieces: [[UInt8]] = []
        while !rest.isEmpty {
            pieces.append(Array(rest.prefix(Int.random(in: 0...limit, using: &random))))
            rest = rest.dropFirst(pieces.last?.count ?? 0)
        }
        return pieces
    }

    /// NIST's examples of FIPS 180-4, and the message of a million letters.
    @Test(arguments: [
        ("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmno"
                + "ijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu", 1,
            "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
        ),
        ("a", 1_000_000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
    ])
    func `the published examples come out`(_ text: String, _ count: Int, _ hex: String) {
        let bytes = Array(String(repeating: text, count: count).utf8)
        for kernel in SHA256Stream.kernels {
            #expect(Self.digest([bytes], kernel).hex == hex)
            #expect(Self.digests([bytes], [bytes], kernel).map(\.hex) == [hex, hex])
        }
    }

    @Test(arguments: SHA256Stream.kernels)
    func `every length from 0 to 1,100 hashes as the library does`(kernel: SHA256Stream.Kernel) {
        var random = SeededRandom()
        for count in 0...1_100 {
            let bytes = random.bytes(count: count)
            #expect(Self.digest([bytes], kernel) == Self.reference(bytes), "\(count) bytes")
        }
    }

    @Test(arguments: SHA256Stream.kernels)
    func `two streams of different lengths hash as each alone`(kernel: SHA256Stream.Kernel) {
        var random = SeededRandom()
        for count in 0...300 {
            let one = random.bytes(count: count * 8)
            let two = random.bytes(count: Int.random(in: 0...3_000, using: &random))
            let expected = [Self.reference(one), Self.reference(two)]
            #expect(
                Self.digests([one], [two], kernel) == expected, "\(one.count), \(two.count) bytes")
        }
    }

    @Test(arguments: SHA256Stream.kernels)
    func `however they are cut, streams hash as the library does`(kernel: SHA256Stream.Kernel) {
        var random = SeededRandom()
        for limit in [1, 63, 64, 65, 700, 5_000] {
            for _ in 0..<20 {
                let one = random.bytes(count: Int.random(in: 0...9_000, using: &random))
                let two = random.bytes(count: Int.random(in: 0...9_000, using: &random))
                let pieces = Self.cut(one, limit: limit, &random)
                let others = Self.cut(two, limit: limit, &random)
                #expect(Self.digest(pieces, kernel) == Self.reference(one))
                let expected = [Self.reference(one), Self.reference(two)]
                #expect(Self.digests(pieces, others, kernel) == expected)
            }
        }
    }

    @Test(arguments: SHA256Stream.kernels)
    func `bytes that lie across a word's bounds hash alike`(kernel: SHA256Stream.Kernel) {
        var random = SeededRandom()
        let bytes = random.bytes(count: 4_200)
        for start in 0..<64 {
            let expected = Self.reference(bytes[start..<(start + 4_100)])
            let digests = bytes.withUnsafeBytes { all in
                let part = UnsafeRawBufferPointer(rebasing: all[start..<(start + 4_100)])
                var one = SHA256Stream(kernel)
                var two = SHA256Stream(kernel)
                SHA256Stream.update(&one, with: part, &two, with: part)
                return [one.finalize(), two.finalize()]
            }
            #expect(digests == [expected, expected], "from byte \(start)")
        }
    }
}
