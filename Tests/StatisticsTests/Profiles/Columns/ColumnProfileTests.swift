import Testing

@testable import Statistics

@Suite struct ColumnProfileTests {
    @Test func `numbers are no categories, and other columns do not merge`() throws {
        var number = ColumnProfile("x", .number)
        var category = ColumnProfile("x", .boolean)
        #expect(throws: SketchError.columnsDiffer("x")) { try number.add(codes: [0], names: ["a"]) }
        #expect(throws: SketchError.columnsDiffer("x")) { try category.add([1]) }
        #expect(throws: SketchError.columnsDiffer("x")) { try number.merge(category) }
        #expect(throws: SketchError.columnsDiffer("x")) {
            try number.merge(ColumnProfile("y", .number))
        }
        try category.add(names: ["false", "true"], counts: [3, 4], nulls: 1)
        #expect(category.rows == 8 && number.rows == 0)
    }
}
