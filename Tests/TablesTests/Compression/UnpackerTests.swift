import Foundation
import Testing

@testable import Tables

@Suite struct UnpackerTests {
    private func unpack(_ packed: [UInt8], _ codec: Unpacker.Codec, count: Int) -> [UInt8]? {
        packed.withUnsafeBytes { Unpacker.unpack($0, codec, count: count) }
    }

    /// What pyarrow 26.0.1 packs 200 times `ab` and one `c` to.
    private static let packed: [(Unpacker.Codec, String)] = [
        (.snappy, "kQMEYWL+AgD+AgD+AgD+AgD+AgD+AgA2AgAAYw=="),
        (.gzip, "H4sIAAAAAAACA0tMShyFgwgmAwD15Al9kQEAAA=="),
        (.zstd, "KLUv/WCRAFUAABhhYmMBAIupDgs="), (.lz4Block, "L2FiAgD/eFBhYmFiYw=="),
        (.lz4Frame, "BCJNGGBAgg0AAAAvYWICAP94UGFiYWJjAAAAAA=="),
        (.lz4Hadoop, "AAABkQAAAA0vYWICAP94UGFiYWJj"), (.lz4Hadoop, "L2FiAgD/eFBhYmFiYw=="),
    ]

    private static let text = Array((String(repeating: "ab", count: 200) + "c").utf8)

    @Test func `Snappy's literals and copies are carried out`() {
        // 5 bytes: the literal `ab`, then three bytes from two before.
        #expect(
            unpack([5, 0x04, 0x61, 0x62, 0x0A, 2, 0], .snappy, count: 5) == Array("ababa".utf8))
        // A copy of the short form: four bytes from one before.
        #expect(unpack([5, 0x00, 0x61, 0x01, 1], .snappy, count: 5) == Array("aaaaa".utf8))
        #expect(unpack([0], .snappy, count: 0) == [])
    }

    @Test(arguments: 0..<50)
    func `literals and copies of every length and distance are carried out`(_ seed: Int) {
        var random = SplitMix(seed: UInt64(seed))
        var (text, elements): ([UInt8], [UInt8]) = ([], [])
        while text.count < 1_000 {
            let length = Int.random(in: 1...60, using: &random)
            if text.isEmpty || Bool.random(using: &random) {
                let literal = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
                elements += [UInt8(length - 1) << 2] + literal
                text += literal
            } else {
                let offset = Int.random(in: 1...min(text.count, 40), using: &random)
                elements += [UInt8(length - 1) << 2 | 2, UInt8(offset), 0]
                for _ in 0..<length { text.append(text[text.count - offset]) }
            }
        }
        let size = [UInt8(text.count & 0x7F | 0x80), UInt8(text.count >> 7)]
        #expect(unpack(size + elements, .snappy, count: text.count) == text)
    }

    @Test(
        arguments: [
            [], [5], [5, 0x04, 0x61], [5, 0x0A, 1, 0], [5, 0x04, 0x61, 0x62, 0x0A, 3, 0],
            [5, 0x04, 0x61, 0x62, 0x0A, 0, 0], [5, 0x04, 0x61, 0x62, 0x0E, 2, 0],
            [5, 0x04, 0x61, 0x62], [5, 0xFC, 0xFF, 0xFF, 0xFF, 0xFF],
            [0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
        ] as [[UInt8]])
    func `what is not Snappy, or of another size, is nothing`(_ packed: [UInt8]) {
        #expect(unpack(packed, .snappy, count: 5) == nil)
    }

    @Test(arguments: [Unpacker.Codec.snappy, .gzip, .zstd, .lz4Block, .lz4Frame, .lz4Hadoop])
    func `random bytes and wrong sizes never do worse than nothing`(_ codec: Unpacker.Codec) {
        var random = SplitMix(seed: 7)
        for _ in 0..<300 {
            let packed = (0..<Int.random(in: 0..<40, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            _ = unpack(packed, codec, count: Int.random(in: 0..<1_000, using: &random))
        }
        #expect(unpack([1, 2, 3], codec, count: 1 << 20) == nil)
    }

    @Test func `what is packed unpacks to its size, and to no other`() throws {
        for (codec, text) in Self.packed {
            let bytes = Array(try #require(Data(base64Encoded: text)))
            #expect(unpack(bytes, codec, count: Self.text.count) == Self.text, "\(codec)")
            for count in [0, Self.text.count - 1, Self.text.count + 1] {
                #expect(unpack(bytes, codec, count: count) == nil, "\(codec), \(count)")
            }
            if codec == .gzip {
                let twice = unpack(bytes + bytes, codec, count: 2 * Self.text.count)
                #expect(twice == Self.text + Self.text)
            }
        }
    }
}
