import Foundation
import Testing

@testable import Tables

@Suite struct TableFileTests {
    private static let samples = ParquetSamples.all + ArrowSamples.all

    private static func bytes(_ sample: (name: String, bytes: String)) throws -> [UInt8] {
        let lines = sample.bytes.filter { !$0.isNewline }
        return Array(try #require(Data(base64Encoded: lines)))
    }

    private static let rows = 60

    private static func numbers(
        missing: (Int) -> Bool, _ value: (Int) -> Double, beyondExact: Int = 0
    ) -> Column {
        let values = (0..<rows).map { missing($0) ? Numbers.missing : value($0) }
        return .numbers(
            Numbers(
                values, nullCount: (0..<rows).count(where: missing), beyondExactCount: beyondExact))
    }

    /// What `Scripts/table-samples.py` has the writers write.
    private static let expected: [(name: String, column: Column)] = [
        (
            "n",
            numbers(missing: { $0 % 7 == 3 }) { row in
                row % 11 == 5 ? .nan : row == 20 ? .infinity : Double(row * 37 % 101) / 8 - 3
            }
        ),
        (
            "i",
            numbers(
                missing: { $0 % 5 == 4 },
                { $0 == 7 ? 9_007_199_254_740_992 : Double($0 * $0 - 50) }, beyondExact: 1)
        ),
        (
            "w",
            .categories(
                Categories(
                    codes: (0..<rows).map { $0 % 9 == 2 ? -1 : [0, 3, 1, 2, 4][$0 % 5] },
                    nullCount: (0..<rows).count { $0 % 9 == 2 },
                    dictionary: TextDictionary(
                        ["", "Female", "a", "longer than twelve", "Mäle"]
                            .sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) })))
        ),
        (
            "b",
            .booleans(
                Booleans(
                    (0..<rows).map { $0 % 8 == 6 ? -1 : $0 % 3 == 0 ? 1 : 0 },
                    nullCount: (0..<rows).count { $0 % 8 == 6 }))
        ),
        ("d", numbers(missing: { $0 % 10 == 9 }, { Double(20_000 + $0) })),
        (
            "t",
            numbers(
                missing: { _ in false }, { Double(1_700_000_000_000_000 + $0 * 1_000_001) / 1e6 })
        ),
    ]

    @Test(arguments: samples.indices)
    func `each writer's file holds the table that was written`(_ index: Int) throws {
        let name = Self.samples[index].name
        let table = try Table(TableFile.open(bytes: Self.bytes(Self.samples[index])))
        #expect(table.rows == Self.rows, "\(name)")
        #expect(table.columns.map(\.name) == Self.expected.map(\.name), "\(name)")
        for (found, wanted) in zip(table.columns, Self.expected) {
            #expect(found.column == wanted.column, "\(name), column \(wanted.name)")
        }
    }

    @Test(arguments: samples.indices)
    func `the size of chunks changes nothing but the chunks`(_ index: Int) throws {
        let bytes = try Self.bytes(Self.samples[index])
        let whole = try Table(TableFile.open(bytes: bytes))
        for chunkRows in [1, 7, 24] {
            var options = TableOptions()
            options.limits.chunkRows = chunkRows
            options.limits.dictionaryTexts = 2
            var reader = try TableFile.open(bytes: bytes, options: options)
            var rows = 0
            while let chunk = try reader.nextChunk() {
                #expect(chunk.firstRow == rows && chunk.rows <= chunkRows)
                rows += chunk.rows
            }
            #expect(rows == whole.rows)
            #expect(try Table(TableFile.open(bytes: bytes, options: options)) == whole)
        }
    }

    @Test(arguments: samples.indices)
    func `columns are read in the order they are asked for, as they are asked for`(
        _ index: Int
    ) throws {
        var options = TableOptions(columns: [
            ColumnRequest("b", .categoryOrMissing), ColumnRequest("w", .categoryOrMissing),
            ColumnRequest("d", .categoryOrMissing), ColumnRequest("t", .number),
            ColumnRequest("i", .categoryOrMissing), ColumnRequest("t", .category),
        ])
        let bytes = try Self.bytes(Self.samples[index])
        let table = try Table(TableFile.open(bytes: bytes, options: options))
        #expect(table.columns.map(\.name) == ["b", "w", "d", "t", "i", "t"])
        #expect(
            table.columns[0].column
                == .categories(
                    Categories(
                        codes: (0..<Self.rows).map { $0 % 8 == 6 ? -1 : $0 % 3 == 0 ? 1 : 0 },
                        nullCount: 7,
                        dictionary: TextDictionary(["false", "true"]))))
        guard case .categories(let days) = table.columns[2].column,
            case .categories(let whole) = table.columns[4].column,
            case .categories(let times) = table.columns[5].column
        else {
            Issue.record("not text")
            return
        }
        #expect(days.names.first == "2024-10-04" && days.names.count == 54)
        #expect(whole.names.contains("9007199254740993") && whole.names.contains("-50"))
        #expect(times.names[1] == "2023-11-14T22:13:21.000001")
        options.columns = [ColumnRequest("n", .number)]
        #expect(throws: TableError.missingCell(.row(4), column: "n")) {
            try Table(TableFile.open(bytes: bytes, options: options))
        }
        options.columns = [ColumnRequest("w", .number)]
        #expect(throws: TableError.missingCell(.row(1), column: "w")) {
            try Table(TableFile.open(bytes: bytes, options: options))
        }
        options.columns = [ColumnRequest("W")]
        #expect(throws: TableError.self) { try TableFile.open(bytes: bytes, options: options) }
    }

    @Test(arguments: samples.indices)
    func `a file that is cut off anywhere is refused`(_ index: Int) throws {
        let bytes = try Self.bytes(Self.samples[index])
        let isStream = Self.samples[index].name != "arrowFile" && bytes[0] == 0xFF
        for count in stride(from: 0, to: bytes.count, by: 7) {
            let table = try? Table(TableFile.open(bytes: Array(bytes[..<count])))
            // A stream may end after any batch.
            let isWhole = table.map { isStream && $0.rows.isMultiple(of: 25) } ?? true
            #expect(isWhole || table?.rows == Self.rows, "\(count) bytes")
        }
    }

    @Test(arguments: samples.indices)
    func `random changes to a file never do worse than an error`(_ index: Int) throws {
        var random = SplitMix(seed: 1_846 + UInt64(index))
        let bytes = try Self.bytes(Self.samples[index])
        var options = TableOptions()
        options.limits.rows = 10_000
        options.limits.tableRows = 10_000
        options.limits.heldBytes = 16 << 20
        options.limits.pageBytes = 4 << 20
        var refused = 0
        for _ in 0..<300 {
            var changed = bytes
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                changed[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
                    in: 0...255, using: &random)
            }
            let table = try? Table(TableFile.open(bytes: changed, options: options))
            if table == nil { refused += 1 }
        }
        #expect(refused > 20, "\(refused) of 300 were refused")
    }

    @Test(arguments: [
        ("PK\u{3}\u{4}…", "Excel"), ("Obj\u{1}avro", "Avro"), ("ORC…", "ORC"), ("PAR1", "Parquet"),
        ("SQLite format 3\0", "SQLite"), ("ARROW1\0\0", "Arrow"), ("", "empty"), ("\u{1F}", "NUL"),
    ])
    func `what is not read is named`(_ text: String, _ word: String) {
        let bytes = word == "NUL" ? Array("a\0b\n".utf8) : Array(text.utf8)
        let error = #expect(throws: TableError.self) { try TableFile.open(bytes: bytes) }
        #expect(error?.description.contains(word) == true, "\(error?.description ?? "")")
    }

    @Test(arguments: [
        ("{\"a\":1}\n", TableFormat.jsonLines), ("{ }", .jsonLines),
        ("\u{FEFF}{\"a\":1}", .jsonLines),
        ("a,b\n1,2\n", .csv), ("{a},b\n1,2\n", .csv), ("[1]\n2\n", .csv),
    ])
    func `text is JSON Lines when an object comes first, and CSV else`(
        _ text: String, _ format: TableFormat
    ) throws {
        #expect(try TableFile.open(bytes: Array(text.utf8)).description.format == format)
        let wide = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        #expect(try TableFile.open(bytes: [0xFF, 0xFE] + wide).description.format == format)
    }

    @Test func `a pipe gives what the file does, but for Parquet`() throws {
        for sample in Self.samples where sample.name != "arrowFile" {
            let bytes = try Self.bytes(sample)
            let pipe = Pipe()
            // A pipe holds 64 KiB before somebody reads.
            try pipe.fileHandleForWriting.write(contentsOf: Data(bytes))
            try pipe.fileHandleForWriting.close()
            let descriptor = pipe.fileHandleForReading.fileDescriptor
            if bytes.starts(with: "PAR1".utf8) {
                #expect(
                    throws: TableError.notRead(
                        "Parquet cannot be read from a pipe; write it to a file")
                ) { try TableFile.open(descriptor: descriptor, name: "pipe") }
            } else {
                let table = try Table(TableFile.open(descriptor: descriptor, name: "pipe"))
                #expect(try table == Table(TableFile.open(bytes: bytes)))
            }
        }
    }
}
