import Testing

@testable import Transparency

@Suite struct EntryBundleTests {
    @Test func `each record stands behind its length`() throws {
        let entries: [[UInt8]] = [[1, 2], [], [UInt8](repeating: 7, count: 300)]
        let bytes = try EntryBundle.encode(entries)
        #expect(Array(bytes.prefix(8)) == [0, 2, 1, 2, 0, 0, 1, 44])
        #expect(try EntryBundle.decode(bytes) == entries)
        #expect(try EntryBundle.decode(bytes, width: 2) == Array(entries.prefix(2)))
        #expect(try EntryBundle.decode([]) == [])
    }

    @Test func `a record has at most 65,535 bytes and a bundle at most 256 records`() throws {
        let longest = [UInt8](repeating: 1, count: 65_535)
        #expect(try EntryBundle.decode(EntryBundle.encode([longest])) == [longest])
        #expect(throws: TileError.entryTooLarge(index: 1, byteCount: 65_536)) {
            try EntryBundle.encode([[], longest + [1]])
        }
        #expect(throws: TileError.tooManyEntries(countMax: 256)) {
            try EntryBundle.encode(Array(repeating: [], count: 257))
        }
        #expect(throws: TileError.tooManyEntries(countMax: 256)) {
            try EntryBundle.decode([UInt8](repeating: 0, count: 514))
        }
    }

    @Test func `a bundle cut anywhere but between records is refused`() throws {
        let bytes = try EntryBundle.encode([[1, 2], [3]])
        for length in [1, 2, 3, 5, 6] {
            #expect(throws: TileError.entryCutShort(index: length < 4 ? 0 : 1)) {
                try EntryBundle.decode(Array(bytes.prefix(length)))
            }
        }
        #expect(throws: TileError.tooFewEntries(expected: 2, found: 1)) {
            try EntryBundle.decode(Array(bytes.prefix(4)), width: 2)
        }
    }
}
