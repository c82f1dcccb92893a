import Testing

@testable import Tables

/// Files that lie: each is refused in one sentence, in little time and memory.
@Suite struct ParquetReaderTests {
    private static func rows(_ file: HandmadeParquet) throws -> [[String]] {
        try TableReading.rows(Table(TableFile.open(bytes: file.bytes)))
    }

    private static func refusal(_ file: HandmadeParquet) -> String? {
        let error = #expect(throws: TableError.self) { try rows(file) }
        return error.map { "\($0)" }
    }

    /// Five rows by their place in a dictionary of "a" and "bc".
    private static func indices(_ page: [UInt8], count: Int = 2) -> HandmadeParquet {
        HandmadeParquet(
            encoding: 8, rows: 5, page: page,
            dictionary: (
                [1, 0, 0, 0] + Array("a".utf8) + [2, 0, 0, 0] + Array("bc".utf8), count
            ))
    }

    @Test func `a run longer than the page says only as many values as there are rows`() throws {
        for count in [5, 1 << 31, (1 << 34) - 1] {
            let file = Self.indices([1] + HandmadeParquet.Thrift.varint(count << 1) + [1])
            #expect(try Self.rows(file) == Array(repeating: ["bc"], count: 5))
        }
        let long = Self.indices([1] + HandmadeParquet.Thrift.varint(1 << 40) + [1])
        #expect(Self.refusal(long)?.contains("a run of more than 2³⁵ values") == true)
    }

    @Test(
        arguments: [
            // A run of five of the third value, and one of five packed in groups of eight.
            ([2, 10, 2], "not in its column's dictionary"), ([2, 3, 0xFF, 0xFF], "dictionary"),
            // Packed groups that go on after the page, and values of 33 bits.
            ([1, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F], "fewer values than it says"),
            ([33, 10, 0], "33 bits"),
            ([1], "fewer values than it says"),
        ] as [([UInt8], String)])
    func `places outside of a dictionary or a page are refused`(page: [UInt8], says: String) {
        let refusal = Self.refusal(Self.indices(page))
        #expect(refusal?.contains(says) == true, "\(refusal ?? "")")
    }

    @Test(arguments: [3, 1 << 20, 1 << 31, 1 << 60, -1])
    func `a dictionary has no more values than bytes for them`(count: Int) {
        let refusal = Self.refusal(Self.indices([1, 10, 1], count: count))
        #expect(refusal?.contains("a dictionary has fewer values than it says") == true)
    }

    @Test func `groups around a column may be missing, as deep as 30`() throws {
        // Levels of five bits, in one packed group: 30, 29, 0, 30 of four rows.
        let levels: [UInt64] = [30, 29, 0, 30]
        let packed = levels.enumerated().reduce(UInt64(0)) {
            $0 | $1.element << (5 * UInt64($1.offset))
        }
        let bytes = (0..<5).map { UInt8(truncatingIfNeeded: packed >> (8 * UInt64($0))) }
        let file = HandmadeParquet(
            rows: 4, page: [6, 0, 0, 0, 3] + bytes + [1, 0, 0, 0, 0x78, 1, 0, 0, 0, 0x79],
            optionalGroups: 30)
        #expect(try Self.rows(file) == [["x"], ["null"], ["null"], ["y"]])
        // 31 of 30 is no level.
        let deep = HandmadeParquet(
            rows: 4, page: [2, 0, 0, 0, 8, 31, 1, 0, 0, 0, 0x78], optionalGroups: 30)
        #expect(Self.refusal(deep)?.contains("nested more deeply than its column") == true)
        let deeper = HandmadeParquet(rows: 1, page: [2, 0, 0, 0, 2, 32], optionalGroups: 31)
        #expect(Self.refusal(deeper)?.contains("nested too deeply") == true)
    }

    @Test(
        arguments: [
            (nil, 1 << 40, nil, "a page of the file has more than"),
            (nil, 5_000, nil, ""), (1 << 20, nil, nil, "another size than it says"),
            (-1, nil, nil, "a page without a size"), (nil, -5, nil, "a page without a size"),
            (nil, nil, 2, "too many values"), (nil, nil, -1, "too many values"),
            (nil, nil, 1 << 31, "too many values"), (nil, nil, 0, "the Parquet file is damaged"),
        ] as [(Int?, Int?, Int?, String)])
    func `a page that lies about its size is refused`(
        unpacked: Int?, packed: Int?, values: Int?, says: String
    ) {
        let file = HandmadeParquet(
            page: [2, 0, 0, 0] + Array("hi".utf8), unpackedBytes: unpacked, packedBytes: packed,
            pageValues: values)
        let refusal = Self.refusal(file)
        #expect(refusal?.contains(says) == true, "\(refusal ?? "")")
        #expect(refusal?.contains("\n") == false)
    }

    @Test(arguments: [0xFFFF_FFFF, 0x7FFF_FFFF, 3])
    func `a text longer than its page is refused`(count: UInt32) {
        let size = withUnsafeBytes(of: count.littleEndian) { Array($0) }
        let refusal = Self.refusal(HandmadeParquet(page: size + Array("hi".utf8)))
        #expect(refusal?.contains("damaged") == true, "\(refusal ?? "")")
    }
}
