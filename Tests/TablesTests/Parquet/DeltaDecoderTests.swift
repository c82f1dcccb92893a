import Testing

@testable import Tables

@Suite struct DeltaDecoderTests {
    private func numbers(_ bytes: [UInt8], _ counts: Int...) throws -> [Int64] {
        var decoder = try DeltaDecoder(bytes, from: 0, to: bytes.count)
        var all: [Int64] = []
        for count in counts {
            var part = [Int64](repeating: -1, count: count)
            try part.withUnsafeMutableBufferPointer { room throws(TableError) in
                try decoder.next(room)
            }
            all += part
        }
        return all
    }

    @Test func `the specification's examples are read`() throws {
        // Blocks of 128 in 4 parts; 5 numbers from 1; the least difference 1, of no bits.
        #expect(try numbers([0x80, 1, 4, 5, 2, 2, 0, 0, 0, 0], 2, 3) == [1, 2, 3, 4, 5])
        // 7, 5, 3, 1, 2, 3, 4, 5: the least difference −2, the others in two bits.
        let bytes: [UInt8] = [0x80, 1, 4, 8, 14, 3, 2, 0, 0, 0, 0xC0, 0x3F, 0, 0, 0, 0, 0, 0, 0x55]
        #expect(try numbers(Array(bytes.dropLast()), 1, 7) == [7, 5, 3, 1, 2, 3, 4, 5])
        let decoder = try DeltaDecoder(bytes, from: 0, to: bytes.count)
        #expect(try decoder.endOfBlocks() == bytes.count - 1)
        #expect(decoder.count == 8)
    }

    @Test func `one number has no block`() throws {
        #expect(try numbers([0x80, 1, 4, 1, 5], 1) == [-3])
        let decoder = try DeltaDecoder([0x80, 1, 4, 1, 5, 9], from: 0, to: 6)
        #expect(try decoder.endOfBlocks() == 5)
    }

    @Test(
        arguments: [
            [], [0x80], [0x80, 1, 0, 5, 2], [0, 4, 5, 2], [0x80, 1, 3, 5, 2], [0x80, 1, 4, 5, 2],
            [0x80, 1, 4, 5, 2, 2, 0], [0x80, 1, 4, 5, 2, 2, 65, 0, 0, 0],
            [0x80, 1, 4, 5, 2, 2, 1, 0, 0],
            [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1],
            [0x80, 1, 4, 2, 2, 2, 0, 0, 0, 0],
        ] as [[UInt8]])
    func `what is cut off or of odd sizes is refused`(_ bytes: [UInt8]) {
        #expect(throws: TableError.self) { try numbers(bytes, 5) }
    }
}
