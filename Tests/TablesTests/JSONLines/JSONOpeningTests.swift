import Testing

@testable import Tables

@Suite struct JSONOpeningTests {
    private func reader(
        _ text: String, _ change: (inout TableOptions) -> Void = { _ in }
    ) throws -> TableReader {
        var options = TableOptions()
        change(&options)
        return try TableFile.open(bytes: Array(text.utf8), options: options)
    }

    @Test func `types are those of the values, and times those of their text`() throws {
        let text = """
            {"n":1.5,"i":1,"b":true,"w":"1","d":"2026-11-21","t":"2026-11-21T10:00:00Z","l":[1]}
            {"e":null,"w":"x","m":1}
            {"m":"x","l":null}
            """
        let reader = try reader(text)
        #expect(
            reader.description.columns.map(\.name) == ["n", "i", "b", "w", "d", "t", "e", "m"])
        #expect(
            reader.description.columns.map(\.type) == [
                .number, .integer, .boolean, .category, .date, .timestamp, .number, .category,
            ])
        #expect(reader.description.omissions.map(\.name) == ["l"])
        let table = try Table(reader)
        #expect(table.categories("m")?.names == ["1", "x"])
        #expect(table.columns.map { $0.column.nullCount } == [2, 2, 2, 1, 2, 2, 3, 1])
    }

    @Test func `what the first objects do not have is refused with its place`() throws {
        let rows = String(repeating: "{\"a\":1}\n", count: 40_000)
        let name = try reader(rows + "{\"b\":1}\n") { $0.limits.sampleBytes = 20 }
        #expect(throws: TableError.newName(line: 40_001, "b")) { try Table(name) }
        let type = try reader(rows + "{\"a\":\"x\"}\n") { $0.limits.sampleBytes = 20 }
        #expect(
            throws: TableError.otherType(.line(40_001), column: "a", value: "x", type: .integer)
        ) { try Table(type) }
        let asked = try reader(rows + "{\"b\":1}\n") {
            $0.limits.sampleBytes = 20
            $0.columns = [ColumnRequest("a")]
        }
        #expect(try Table(asked).columns[0].column.nullCount == 1)
    }
}
