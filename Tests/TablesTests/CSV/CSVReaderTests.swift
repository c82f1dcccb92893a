import Foundation
import Testing

@testable import Tables

@Suite struct CSVReaderTests {
    /// All columns as text.
    private func cells(
        _ text: String, separator: Character = ",", limits: TableLimits = .standard
    ) throws -> [[String]] {
        try rows(Array(text.utf8), separator: separator, limits: limits)
    }

    private func rows(
        _ bytes: [UInt8], separator: Character = ",", limits: TableLimits = .standard
    ) throws -> [[String]] {
        let table = try TableReading.csv(
            bytes, separator: separator.asciiValue ?? 0,
            columns: try Self.texts(bytes, separator, limits), limits: limits)
        return TableReading.rows(table)
    }

    private static func texts(
        _ bytes: [UInt8], _ separator: Character, _ limits: TableLimits
    ) throws -> [ColumnRequest] {
        var options = TableOptions()
        options.separator = separator.asciiValue
        options.limits = limits
        options.allowsWindows1252 = false
        return try CSVReader(ByteStream(bytes: bytes), options).description.columns.map {
            ColumnRequest($0.name, .category)
        }
    }

    private static func chunked(
        _ path: String, _ bytes: [UInt8], chunkBytes: Int
    ) throws -> [[String]] {
        let table = try TableReading.csv(
            path: path, chunkBytes: chunkBytes, columns: texts(bytes, ",", .standard))
        return TableReading.rows(table)
    }

    @Test(arguments: [
        ("a,b\n1,2\n", [["1", "2"]]),
        ("a,b\n1,2", [["1", "2"]]),
        ("a,b\r\n1,2\r\n3,4\r\n", [["1", "2"], ["3", "4"]]),
        ("a,b\n1,2\r\n3,4", [["1", "2"], ["3", "4"]]),
        ("a,b\n,\n", [["", ""]]),
        ("a,b\n\"1\",\"2\"\n", [["1", "2"]]),
        ("a,b\n\"1,5\",\"2\n3\"\n", [["1,5", "2\n3"]]),
        ("a,b\n\"1\r\n5\",\"\"\r\n", [["1\r\n5", ""]]),
        ("a,b\n\"say \"\"yes\"\"\",\"\"\"\"\n", [["say \"yes\"", "\""]]),
        ("a,b\n1,\"2\"", [["1", "2"]]),
        ("a,b\n1,\"2\"\r\n", [["1", "2"]]),
        ("\n\na,b\n\n1,2\n\r\n3,4\n\n", [["1", "2"], ["3", "4"]]),
        ("a\n1\n\n2\n", [["1"], [""], ["2"]]),
        ("\"a\",\"b\"\n1,2\n", [["1", "2"]]),
        ("a,b\n", []),
        ("a,b", []),
        ("a,b\n 1 ,\t2\n", [[" 1 ", "\t2"]]),
        ("å,b\n日本,🙂\n", [["日本", "🙂"]]),
    ])
    func `rows are read as RFC 4180 writes them`(_ text: String, _ expected: [[String]]) throws {
        #expect(try cells(text) == expected)
    }

    @Test func `a byte order mark is no part of the first name`() throws {
        let table = try TableReading.csv([0xEF, 0xBB, 0xBF] + Array("a,b\n1,2\n".utf8))
        #expect(table.columns.map(\.name) == ["a", "b"])
    }

    @Test(arguments: [Character("\t"), ";", "|"])
    func `another separator leaves commas alone`(_ separator: Character) throws {
        let text = "a,b\(separator)c\n1,5\(separator)\"2\(separator)\"\n"
        #expect(try cells(text, separator: separator) == [["1,5", "2\(separator)"]])
    }

    @Test(arguments: [
        ("a,b\n1\n", TableError.raggedRow(line: 2, cells: 1, columns: 2)),
        ("a,b\n1,2\n1,2,3\n", .raggedRow(line: 3, cells: 3, columns: 2)),
        ("a,b\n\"x\ny\",2\n3\n", .raggedRow(line: 4, cells: 1, columns: 2)),
        ("a,b\n1,\"2\n3,4\n", .unterminatedQuote(CellPosition(line: 2, column: 2))),
        ("a,b\n1,\"", .unterminatedQuote(CellPosition(line: 2, column: 2))),
        ("a,b\n1,2\"3\n", .strayQuote(CellPosition(line: 2, column: 2))),
        ("a,b\n\"1\"2,3\n", .textAfterQuote(CellPosition(line: 2, column: 1))),
        ("a,b\n\"1\"\r,3\n", .textAfterQuote(CellPosition(line: 2, column: 1))),
        ("a,b\n1\r2,3\n", .bareCarriageReturn(CellPosition(line: 2, column: 1))),
        ("a,b\n1,2\r", .bareCarriageReturn(CellPosition(line: 2, column: 2))),
        ("a,b\n1,\0\n", .nulByte(CellPosition(line: 2, column: 2))),
        ("a,b\n1,\"\0\"\n", .nulByte(CellPosition(line: 2, column: 2))),
        ("a\0,b\n", .nulByte(CellPosition(line: 1, column: 1))),
        ("", .empty), ("\n\n", .empty), ("\u{FEFF}", .empty),
    ])
    func `what is no table is refused with its place`(_ text: String, _ error: TableError) {
        #expect(throws: error) { try cells(text) }
    }

    @Test(arguments: [
        [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82],
    ])
    func `bytes that are not UTF-8 are refused, in columns that nobody asked for too`(
        _ bytes: [UInt8]
    ) throws {
        let file = Array("a,b\nå,å\n1,".utf8) + bytes + Array("\n".utf8)
        #expect(throws: TableError.notUTF8(CellPosition(line: 3, column: 2))) {
            try TableReading.csv(file, columns: [ColumnRequest("a", .category)])
        }
    }

    @Test func `a limit holds at its edge and refuses one more`() throws {
        var limits = TableLimits()
        limits.cellBytes = 4
        limits.columns = 2
        limits.rows = 2
        limits.tableRows = 2
        limits.categories = 2
        #expect(try cells("a,b\n1234,\"1234\"\nx,1234\n", limits: limits).count == 2)
        #expect(
            throws: TableError.cellTooLong(CellPosition(line: 2, column: 1), bytesMost: 4)
        ) { try cells("a,b\n12345,2\n", limits: limits) }
        #expect(
            throws: TableError.cellTooLong(CellPosition(line: 2, column: 2), bytesMost: 4)
        ) { try cells("a,b\n1,\"12345\"\n", limits: limits) }
        #expect(throws: TableError.tooManyColumns(line: 1, most: 2)) {
            try cells("a,b,c\n", limits: limits)
        }
        #expect(throws: TableError.tooManyRows(most: 2)) {
            try cells("a\n1\n1\n1\n", limits: limits)
        }
        #expect(throws: TableError.tooManyCategories(column: "a", most: 2)) {
            (limits.rows, limits.tableRows) = (9, 9)
            return try cells("a\n1\n2\n3\n", limits: limits)
        }
    }

    @Test func `a record longer than the buffer may grow is refused, a shorter one is read`() throws
    {
        var limits = TableLimits()
        limits.recordBytes = 1_000
        let long = String(repeating: "x,", count: 400) + "x"
        let header = (0...400).map { "c\($0)" }.joined(separator: ",")
        try withFile(Array("a\n\(long)\n".utf8)) { path in
            #expect(throws: TableError.raggedRow(line: 2, cells: 401, columns: 1)) {
                try TableReading.csv(path: path, chunkBytes: 16, columns: [], limits: limits)
            }
        }
        try withFile(Array(header.utf8)) { path in
            #expect(throws: TableError.recordTooLong(line: 1, bytesMost: 1_000)) {
                try TableReading.csv(path: path, chunkBytes: 16, limits: limits)
            }
        }
    }

    @Test func `where the chunks of a file end does not matter`() throws {
        let text = "\u{FEFF}å,\"b\"\"\r\n\"\r\n1,\"x\"\"y\"\r\n\"\n\n\",\"\"\n\r\n🙂,3"
        let whole = try rows(Array(text.utf8))
        #expect(whole == [["1", "x\"y"], ["\n\n", ""], ["🙂", "3"]])
        try withFile(Array(text.utf8)) { path in
            for chunkBytes in 1...40 {
                let chunked = try Self.chunked(path, Array(text.utf8), chunkBytes: chunkBytes)
                #expect(chunked == whole, "chunks of \(chunkBytes) bytes")
            }
        }
    }

    @Test func `random bytes give the same rows or the same error in chunks as in one piece`()
        throws
    {
        let seed: UInt64 = 4_180
        var random = SplitMix(seed: seed)
        let alphabet = Array("a1,,\n\n\"\r".utf8) + [0xC3, 0xA5, 0xFF, 0x0D, 0x0A, 0x00]
        var tables = 0
        for round in 0..<400 {
            let bytes =
                Array("a,b\n".utf8)
                + (0..<Int.random(in: 0..<30, using: &random)).map { _ in
                    // The last four are rarer, so that some files are tables.
                    alphabet[
                        Int.random(
                            in: 0..<(round.isMultiple(of: 3) ? alphabet.count : 7), using: &random)]
                }
            let whole = Result { try rows(bytes) }
            if case .success = whole { tables += 1 }
            try withFile(bytes) { path in
                let chunkBytes = Int.random(in: 1...5, using: &random)
                let chunked = Result {
                    try Self.chunked(path, bytes, chunkBytes: chunkBytes)
                }
                #expect(
                    "\(whole)" == "\(chunked)", "round \(round), seed \(seed), \(bytes)")
            }
        }
        #expect(tables > 20, "\(tables) of 400 files were tables")
    }

    @Test func `random tables come back as they were written`() throws {
        let seed: UInt64 = 2_005
        var random = SplitMix(seed: seed)
        let pieces = ["", "x", ",", "\"", "\n", "\r\n", "å", "🙂", " ", "12.5"]
        for _ in 0..<200 {
            let columns = Int.random(in: 2...5, using: &random)
            let table = (0..<Int.random(in: 0...6, using: &random)).map { _ in
                (0..<columns).map { _ in
                    (0..<3).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
                }
            }
            let header = (0..<columns).map { "c\($0)" }
            let text = ([header] + table).map { row in
                row.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",")
            }.joined(separator: "\r\n")
            #expect(try cells(text) == table, "seed \(seed)")
        }
    }

    @Test func `a file that is not there or is a folder is refused with the reason`() {
        #expect(
            throws: TableError.unreadable(
                path: "/nowhere/a.csv", reason: "no such file or directory")
        ) { try TableFile.open("/nowhere/a.csv") }
        #expect(throws: TableError.unreadable(path: "/", reason: "is a directory")) {
            try TableFile.open("/")
        }
    }
}

/// Runs with the path of a file that has these bytes, and removes it.
func withFile(
    _ bytes: [UInt8], suffix: String = "csv", _ body: (String) throws -> Void
) throws {
    let path = FileManager.default.temporaryDirectory
        .appending(path: "tables-\(UUID().uuidString).\(suffix)").path()
    try Data(bytes).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    try body(path)
}

/// SplitMix64 as by Vigna, so that a seed gives the same numbers everywhere.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
