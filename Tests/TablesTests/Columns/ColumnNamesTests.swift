import Testing

@testable import Tables

@Suite struct ColumnNamesTests {
    private let names = ColumnNames(names: ["age", "sex", "hours_per_week", "score", "score_2"])

    @Test(arguments: [
        ("scroe", "score"), ("Score", "score"), ("hours per week", "hours_per_week"),
        ("sx", "sex"), ("ages", "age"), ("income", nil), ("", nil), ("scor_2", "score_2"),
    ])
    func `the nearest name is the one that was meant`(_ name: String, _ nearest: String?) {
        #expect(names.nearest(to: name) == nearest)
    }

    @Test func `a missing column names the columns there are`() {
        let error = TableError.missingColumn("scroe", nearest: "score", present: names.names)
        #expect(throws: error) { try names.index(of: "scroe") }
        #expect(
            error.description
                == "there is no column `scroe`; did you mean `score`; the columns are `age`, "
                + "`sex`, `hours_per_week`, `score`, `score_2`")
    }

    @Test func `a name that two columns have is ambiguous only when it is asked for`() throws {
        let names = ColumnNames(names: ["a", "b", "a"])
        #expect(try names.index(of: "b") == 1)
        #expect(throws: TableError.ambiguousColumn("a", columns: [1, 3])) {
            try names.index(of: "a")
        }
    }
}
