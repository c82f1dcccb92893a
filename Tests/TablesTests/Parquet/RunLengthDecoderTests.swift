import Testing

@testable import Tables

@Suite struct RunLengthDecoderTests {
    private func numbers(_ bytes: [UInt8], width: Int, _ counts: Int...) throws -> [Int32] {
        var decoder = try RunLengthDecoder(bytes, 0..<bytes.count, width: width)
        var all: [Int32] = []
        for count in counts {
            var part = [Int32](repeating: -1, count: count)
            try part.withUnsafeMutableBufferPointer { room throws(TableError) in
                try decoder.next(room)
            }
            all += part
        }
        return all
    }

    @Test func `the specification's example of packed numbers is read`() throws {
        // 0 to 7, of three bits each, after the header of one group.
        let packed: [UInt8] = [0x03, 0b1000_1000, 0b1100_0110, 0b1111_1010]
        #expect(try numbers(packed, width: 3, 8) == [0, 1, 2, 3, 4, 5, 6, 7])
        #expect(try numbers(packed, width: 3, 1, 4, 3) == [0, 1, 2, 3, 4, 5, 6, 7])
    }

    @Test func `runs and groups follow one another`() throws {
        let bytes: [UInt8] = [0x0A, 0x02, 0x03, 0b1110_0100, 0b0001_1011, 0x04, 0x01]
        #expect(
            try numbers(bytes, width: 2, 3, 7, 5)
                == [2, 2, 2, 2, 2, 0, 1, 2, 3, 3, 2, 1, 0, 1, 1])
    }

    @Test(arguments: 1...32)
    func `numbers of every width are read, where they begin within a byte too`(_ width: Int) throws
    {
        var random = SplitMix(seed: UInt64(width))
        let most = width == 32 ? UInt32.max : (1 << UInt32(width)) - 1
        let wanted = (0..<64).map { _ in UInt32.random(in: 0...most, using: &random) }
        var bits: [UInt8] = []
        for number in wanted {
            for bit in 0..<width { bits.append(UInt8(number >> UInt32(bit) & 1)) }
        }
        let bytes =
            [UInt8(8 << 1 | 1)]
            + stride(from: 0, to: bits.count, by: 8).map { start in
                (0..<8).reduce(UInt8(0)) { $0 | bits[start + $1] << UInt8($1) }
            }
        let found = try numbers(bytes, width: width, 1, 10, 2, 51)
        #expect(found == wanted.map { Int32(bitPattern: $0) })
    }

    @Test func `a run is passed over as a whole, or not at all`() throws {
        // Five times 2, then a group of eight.
        let bytes: [UInt8] = [0x0A, 0x02, 0x03, 0b1110_0100, 0b0001_1011]
        var decoder = try RunLengthDecoder(bytes, 0..<bytes.count, width: 2)
        #expect(try !decoder.skip(1, count: 2))
        #expect(try decoder.skip(2, count: 3))
        #expect(try !decoder.skip(2, count: 3))
        #expect(try decoder.skip(2, count: 2))
        #expect(try !decoder.skip(0, count: 1))
        var rest = [Int32](repeating: -1, count: 8)
        try rest.withUnsafeMutableBufferPointer { room throws(TableError) in
            try decoder.next(room)
        }
        #expect(rest == [0, 1, 2, 3, 3, 2, 1, 0])
        #expect(throws: TableError.self) { try decoder.skip(0, count: 1) }
    }

    @Test(
        arguments: [
            ([], 1), ([0x03], 1), ([0x03, 0xFF], 16), ([0x04], 1),
            ([0xFF, 0xFF, 0xFF, 0xFF, 0xFF], 1),
            ([0x80], 1), ([0x02, 0x01], 2), ([0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0], 99),
        ] as [([UInt8], Int)])
    func `fewer numbers than are asked for are refused`(_ bytes: [UInt8], _ count: Int) {
        #expect(throws: TableError.self) { try numbers(bytes, width: 2, count) }
    }

    @Test func `numbers of no bits are zeros, and of more than 32 are refused`() throws {
        #expect(try numbers([0x03], width: 0, 8) == [0, 0, 0, 0, 0, 0, 0, 0])
        #expect(throws: TableError.self) { try numbers([0x03], width: 33, 1) }
    }
}
