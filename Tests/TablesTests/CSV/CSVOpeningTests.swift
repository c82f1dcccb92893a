import Foundation
import Testing

@testable import Tables

@Suite struct CSVOpeningTests {
    private func reader(
        _ bytes: [UInt8], _ change: (inout TableOptions) -> Void = { _ in }
    ) throws -> TableReader {
        var options = TableOptions()
        change(&options)
        return try TableFile.open(bytes: bytes, options: options)
    }

    private func reader(_ text: String) throws -> TableReader { try reader(Array(text.utf8)) }

    @Test func `types are guessed, stated and kept to`() throws {
        let reader = try reader(
            "n,i,b,d,t,w,e\n1.5,1,true,2026-11-21,2026-11-21T10:00,x,\n,,,,,,\nNaN,2,no")
        #expect(
            reader.description.columns.map(\.type) == [
                .number, .integer, .boolean, .date, .timestamp, .category, .number,
            ])
        #expect(
            reader.description.columns.map(\.source) == Array(
                repeating: "guessed from the first 2 rows", count: 6) + [
                    "no value in the first 2 rows"
                ])
        #expect(throws: TableError.raggedRow(line: 4, cells: 3, columns: 7)) { try Table(reader) }
    }

    @Test func `an empty cell is missing, but in quotation marks it is an empty text`() throws {
        let table = try Table(reader("w,n\n,1\n\"\",\nNA,-inf\nx,2\n"))
        #expect(
            table.columns[0].column
                == .categories(
                    Categories(
                        codes: [-1, 0, 1, 2], nullCount: 1,
                        dictionary: TextDictionary(["", "NA", "x"]))))
        #expect(
            table.columns[1].column
                == .numbers(
                    Numbers([1, Numbers.missing, -.infinity, 2], nullCount: 1)))
    }

    @Test func `a cell of another type than the first ones is refused with its place`() throws {
        let rows = String(repeating: "1\n", count: 140_000)
        let reader = try reader(Array("a\n\(rows)x\n".utf8)) { $0.limits.sampleBytes = 50 }
        #expect(
            throws: TableError.otherType(.line(140_002), column: "a", value: "x", type: .integer)
        ) { try Table(reader) }
        // Within the sample it makes the column one of text.
        #expect(try Table(self.reader("a\n\(rows)x\n")).categories("a")?.names == ["1", "x"])
    }

    @Test func `whole numbers beyond 2 to the 53rd are counted`() throws {
        let whole = try Table(reader("a\n9007199254740992\n9007199254740993\n"))
        #expect(
            whole.columns[0].column
                == .numbers(
                    Numbers([0x1p53, 0x1p53], beyondExactCount: 0)))
        let more = try Table(reader("a\n9007199254740994\n-9007199254740999\n"))
        guard case .numbers(let beyond) = more.columns[0].column else { return }
        #expect(beyond.beyondExactCount == 2)
    }

    @Test(arguments: [
        ("a;b\n1,5;2\n", ["a", "b"]), ("a\tb,c\n1\t2\n", ["a", "b,c"]), ("a|b\n1|2\n", ["a", "b"]),
        ("a,b;c\n1,2;3\n", ["a", "b;c"]), ("a\n1\n", ["a"]),
        ("\"a;b;c\",d\n1,2\n", ["a;b;c", "d"]),
        ("a;b;c\n1,2;2,5;3\n", ["a", "b", "c"]), ("a,b\n1;2;3,x\n4,5\n", ["a", "b"]),
    ])
    func `the separator is the one that parts all rows alike`(
        _ text: String, _ names: [String]
    ) throws {
        let reader = try reader(text)
        #expect(reader.description.columns.map(\.name) == names)
        #expect(
            reader.description.notes.isEmpty
                == (names == ["a"] || text.contains("a,b")
                    || text.contains("d\n")))
    }

    private static let text = "name,n\nZoë,1\n日本,2\n🙂,3\n"

    @Test(
        arguments: [
            (String.Encoding.utf16LittleEndian, [0xFF, 0xFE]), (.utf16LittleEndian, []),
            (.utf16BigEndian, [0xFE, 0xFF]), (.utf16BigEndian, []), (.utf8, [0xEF, 0xBB, 0xBF]),
        ] as [(String.Encoding, [UInt8])])
    func `UTF-16 is read as UTF-8 is`(_ encoding: String.Encoding, _ mark: [UInt8]) throws {
        let bytes = try mark + #require(Self.text.data(using: encoding))
        let reader = try reader(bytes)
        #expect(reader.description.notes.count == (encoding == .utf8 ? 0 : 1))
        #expect(try Table(reader) == Table(self.reader(Self.text)))
        guard encoding != .utf8 else { return }
        // Cut within the surrogate pair before the last cell.
        #expect(throws: TableError.self) { try Table(self.reader(Array(bytes.dropLast(7)))) }
    }

    @Test func `text that is not UTF-8 is Windows-1252, and said to be`() throws {
        let bytes =
            Array("name,n\nZo".utf8) + [0xEB] + Array(",1\n".utf8) + [0x80]
            + Array("uro,2\n".utf8)
        let reader = try reader(bytes)
        #expect(
            reader.description.notes == [
                "the text is not UTF-8 and was taken for Windows-1252 (Latin-1)"
            ])
        #expect(try Table(reader).categories("name")?.names == ["Zoë", "€uro"])
        let strict = try self.reader(bytes) { $0.allowsWindows1252 = false }
        #expect(throws: TableError.notUTF8(CellPosition(line: 2, column: 1))) { try Table(strict) }
        let late = try self.reader(bytes) { $0.limits.sampleBytes = 7 }
        #expect(throws: TableError.notUTF8(CellPosition(line: 2, column: 1))) {
            var options = TableOptions()
            options.encoding = .utf8
            return try Table(TableFile.open(bytes: bytes, options: options))
        }
        #expect(late.description.columns.count == 2)
    }

    @Test func `a character that the sample cuts is no reason to think of Windows-1252`() throws {
        for count in 8...20 {
            let reader = try reader(Array(Self.text.utf8)) { $0.limits.sampleBytes = count }
            #expect(reader.description.notes.isEmpty, "\(count)")
        }
    }

    @Test func `ten thousand columns and many categories are read`() throws {
        let names = (0..<10_000).map { "c\($0)" }.joined(separator: ",")
        let row = (0..<10_000).map { "\($0)" }.joined(separator: ",")
        let wide = try Table(reader("\(names)\n\(row)\n\(row)\n"))
        #expect(wide.columns.count == 10_000 && wide.numbers("c9999") == [9_999, 9_999])
        let texts = (0..<100_000).map { "id-\($0)" }
        var reader = try reader("id,n\n" + texts.map { $0 + ",1\n" }.joined())
        var (generations, found): (Set<Int>, [String]) = ([], [])
        while let chunk = try reader.nextChunk() {
            guard case .categories(let ids) = chunk.columns[0] else { continue }
            generations.insert(ids.dictionary.generation)
            let names = ids.names
            found += ids.codes.map { names[Int($0)] }
        }
        #expect(found == texts && generations == [0, 1])
    }
}
