import Testing

@testable import Tables

@Suite struct TableLimitsTests {
    private static func table(
        _ file: HandmadeParquet, _ change: (inout TableLimits) -> Void = { _ in }
    ) throws -> Table {
        var options = TableOptions()
        change(&options.limits)
        return try Table(
            TableFile.open(bytes: file.bytes, options: options), limits: options.limits)
    }

    @Test func `a handmade file reads as what it says`() throws {
        let deltas = HandmadeParquet(
            encoding: 7, rows: 3,
            page: HandmadeParquet.deltas(first: 0, step: 2, count: 3)
                + HandmadeParquet.deltas(first: 2, step: 0, count: 3) + Array("abcdef".utf8))
        #expect(try TableReading.rows(Self.table(deltas)) == [["ab"], ["abcd"], ["abcdef"]])
        let plain = HandmadeParquet(rows: 1, page: [2, 0, 0, 0] + Array("hi".utf8))
        #expect(try TableReading.rows(Self.table(plain)) == [["hi"]])
    }

    @Test func `texts that share ever more of the one before are refused`() {
        let (rows, step) = (2_000, 1_024)
        let file = HandmadeParquet(
            encoding: 7, rows: rows,
            page: HandmadeParquet.deltas(first: 0, step: step, count: rows)
                + HandmadeParquet.deltas(first: step, step: 0, count: rows)
                + Array(repeating: UInt8(ascii: "x"), count: rows * step))
        #expect(throws: TableError.tooLarge("the text of a page", bytesMost: 1 << 28)) {
            try Self.table(file)
        }
        #expect(
            throws: TableError.tooLarge(
                "the text of column `x` in one chunk", bytesMost: 16 << 20)
        ) { try Self.table(file) { $0.heldBytes = 16 << 20 } }
    }

    @Test func `groups of rows that have the same page are refused`() {
        let file = HandmadeParquet(
            rows: 1, groups: 1_000, page: [200, 0, 0, 0] + Array(repeating: 0x20, count: 200))
        #expect(
            throws: TableError.damaged(
                .parquet, "pages of column `x` stand in each other's place")
        ) { try Self.table(file) }
    }

    @Test func `a page larger than the limit is refused before it is unpacked`() {
        let file = HandmadeParquet(page: [0, 0, 0, 0], unpackedBytes: (256 << 20) + 1)
        #expect(throws: TableError.tooLarge("a page of the file", bytesMost: 256 << 20)) {
            try Self.table(file)
        }
    }

    @Test(arguments: [2_000_000_000, 1 << 31, 1 << 40])
    func `more rows than so few bytes can hold are refused at once`(rows: Int) {
        let run = HandmadeParquet.Thrift.varint(rows << 1) + [1]
        let bytes = HandmadeParquet(
            physical: 0, encoding: 3, rows: rows, page: [UInt8(run.count), 0, 0, 0] + run
        ).bytes
        #expect(
            throws: TableError.damaged(
                .parquet, "it says that it has \(rows) rows, in \(bytes.count) bytes")
        ) { try TableFile.open(bytes: bytes) }
    }

    @Test func `rows that one run makes come in chunks, and make no table`() throws {
        let rows = 1 << 22
        let run = HandmadeParquet.Thrift.varint(rows << 1) + [1]
        let file = HandmadeParquet(
            physical: 0, encoding: 3, rows: rows, page: [UInt8(run.count), 0, 0, 0] + run)
        var reader = try TableFile.open(bytes: file.bytes)
        for index in 0..<3 {
            let chunk = try #require(try reader.nextChunk())
            #expect(chunk.firstRow == index << 16 && chunk.rows == 1 << 16)
        }
        #expect(throws: TableError.tooManyRows(most: 1 << 18)) {
            try Self.table(file) { $0.tableRows = 1 << 18 }
        }
        #expect(throws: TableError.tooManyRows(most: 1 << 18)) {
            try Self.table(file) { $0.tableCells = 1 << 18 }
        }
    }

    @Test func `ten thousand columns come in chunks of few rows`() throws {
        let (columns, rows) = (10_000, 450)
        let names = (0..<columns).map { "c\($0)" }.joined(separator: ",") + "\n"
        let line = Array(repeating: "1", count: columns).joined(separator: ",") + "\n"
        let bytes = Array((names + String(repeating: line, count: rows)).utf8)
        var reader = try TableFile.open(bytes: bytes)
        var found: [Int] = []
        while let chunk = try reader.nextChunk() {
            #expect(chunk.columns.count == columns)
            found.append(chunk.rows)
        }
        #expect(found == [419, 31])
        var options = TableOptions()
        options.limits.columns = columns - 1
        #expect(throws: TableError.tooManyColumns(line: 1, most: columns - 1)) {
            try TableFile.open(bytes: bytes, options: options)
        }
    }

    @Test func `a million categories are read in dictionaries of bounded size`() throws {
        let limits = TableLimits.standard
        let text = (0...limits.categories).map { "text \($0)" }.joined(separator: "\n")
        let bytes = Array(("word\n" + text).utf8)
        var reader = try TableFile.open(bytes: bytes)
        var rows = 0
        while let chunk = try reader.nextChunk() {
            guard case .categories(let words) = chunk.columns[0] else { break }
            #expect(words.dictionary.count < limits.dictionaryTexts + limits.chunkRows)
            let last = Int(words.codes[chunk.rows - 1])
            #expect(words.dictionary[last] == "text \(chunk.firstRow + chunk.rows - 1)")
            rows += chunk.rows
        }
        #expect(rows == limits.categories + 1)
        #expect(throws: TableError.tooManyCategories(column: "word", most: limits.categories)) {
            try Table(TableFile.open(bytes: bytes))
        }
    }
}
