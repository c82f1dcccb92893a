import Testing

@testable import Tables

@Suite struct ColumnBuilderTests {
    private func column(
        _ kind: ColumnRequest.Kind, _ cells: [String]
    ) throws -> Column {
        let lines = ["x,y"] + cells.map { "\"\($0)\",1" }
        let bytes = Array(lines.joined(separator: "\n").utf8)
        return try TableReading.csv(bytes, columns: [ColumnRequest("x", kind)]).columns[0].column
    }

    @Test func `numbers are numbers`() throws {
        #expect(try column(.number, ["1", " 2.5", "-3e2"]) == .numbers(Numbers([1, 2.5, -300])))
    }

    @Test(arguments: ["abc", "NaN", "inf", "1e999", "NA"])
    func `a cell that is no number is refused with line, column and value`(_ cell: String) {
        #expect(throws: TableError.notANumber(.line(3), column: "x", value: cell)) {
            try column(.number, ["1", cell])
        }
    }

    @Test func `an empty cell is missing, which only some numbers may be`() throws {
        #expect(throws: TableError.missingCell(.line(2), column: "x")) {
            try column(.number, [""])
        }
        let found = try column(.numberOrMissing, ["", "1", "NA", "NaN", "null"])
        guard case .numbers(let numbers) = found else {
            Issue.record("not numbers")
            return
        }
        #expect(numbers.values.map(\.isNaN) == [true, false, true, true, true])
        #expect(throws: TableError.notANumber(.line(2), column: "x", value: "none")) {
            try column(.numberOrMissing, ["none"])
        }
    }

    @Test func `labels are 0, 1, true and false`() throws {
        #expect(
            try column(.label(positive: nil), ["0", "1", "true", "False"])
                == .booleans(Booleans([0, 1, 1, 0])))
        #expect(throws: TableError.notALabel(.line(3), column: "x", value: ">50K")) {
            try column(.label(positive: nil), ["1", ">50K"])
        }
        #expect(throws: TableError.missingCell(.line(2), column: "x")) {
            try column(.label(positive: nil), [""])
        }
    }

    @Test func `with a positive a label is any text`() throws {
        #expect(
            try column(.label(positive: ">50K"), [">50K", "<=50K", ">50K."])
                == .booleans(Booleans([1, 0, 0])))
        #expect(throws: TableError.missingCell(.line(3), column: "x")) {
            try column(.label(positive: "a"), ["a", ""])
        }
    }

    @Test func `a positive that no row has is taken for a slip`() throws {
        #expect(
            throws: TableError.positiveNeverSeen(column: "x", positive: "yes", seen: ["Yes", "no"])
        ) { try column(.label(positive: "yes"), ["no", "Yes"]) }
        #expect(try column(.label(positive: "yes"), []) == .booleans(Booleans([])))
    }
}
