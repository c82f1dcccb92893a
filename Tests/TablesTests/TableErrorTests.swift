import Testing

@testable import Tables

@Suite struct TableErrorTests {
    private static let position = CellPosition(line: 7, column: 2)

    @Test(arguments: [
        TableError.unreadable(path: "a.csv", reason: "permission denied"), .empty,
        .raggedRow(line: 7, cells: 1, columns: 2), .unterminatedQuote(position),
        .strayQuote(position), .textAfterQuote(position), .bareCarriageReturn(position),
        .nulByte(position), .notUTF8(position), .notJSON(line: 7, byte: 3, reason: "not an object"),
        .cellTooLong(position, bytesMost: 9), .recordTooLong(line: 7, bytesMost: 9),
        .tooManyColumns(line: 7, most: 9), .tooManyRows(most: 9),
        .tooManyCategories(column: "a", most: 9),
        .missingColumn("a", nearest: nil, present: ["b"]), .ambiguousColumn("a", columns: [1, 2]),
        .missingCell(.line(7), column: "a"), .notANumber(.line(7), column: "a", value: "x"),
        .notALabel(.line(7), column: "a", value: "x"),
        .otherType(.row(7), column: "a", value: "x", type: .integer),
        .notText(.row(7), column: "a"), .unreadableColumn("a", reason: "it holds lists"),
        .damaged(.parquet, "it is cut off"), .notRead("Avro is not read; write Parquet"),
        .tooLarge("a page of the file", bytesMost: 9), .newName(line: 7, "a"),
        .notUTF16(byte: 9), .damaged(.arrowStream, "it is cut off"),
        .positiveNeverSeen(column: "a", positive: "x", seen: ["y"]),
    ])
    func `every reason is a sentence in small letters without a full stop`(_ error: TableError) {
        let sentence = error.description
        #expect(sentence.count > 20)
        let isName = ["Avro"].contains { sentence.hasPrefix($0) }
        #expect(sentence.first?.isUppercase != true || isName)
        #expect(sentence.last != ".")
        #expect(!sentence.contains("TableError"))
    }

    @Test func `a long value is cut`() {
        let value = TableError.shortened(String(repeating: "x", count: 100_000))
        #expect(value == String(repeating: "x", count: 60) + "…")
    }

    @Test func `many columns are counted and not all named`() {
        let error = TableError.missingColumn("a", nearest: nil, present: (1...50).map { "c\($0)" })
        #expect(error.description.hasSuffix("`c19`, `c20` and 30 more"))
    }
}
