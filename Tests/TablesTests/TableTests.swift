import Foundation
import Testing

@testable import Tables

@Suite struct TableTests {
    private let evaluation = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Examples/adult-income/evaluation.csv").path()

    @Test func `the example's columns are read in the order they are asked for`() throws {
        let table = try Table(
            path: evaluation,
            columns: [
                ColumnRequest("score", .number), ColumnRequest("label", .label(positive: nil)),
                ColumnRequest("sex", .category), ColumnRequest("race", .category),
                ColumnRequest("age", .number),
            ])
        #expect(table.rows == 16_281)
        #expect(table.columns.map(\.name) == ["score", "label", "sex", "race", "age"])
        #expect(table.labels("label")?.count { $0 } == 3_846)
        let sex = try #require(table.categories("sex"))
        #expect(sex.names == ["Female", "Male"])
        #expect(sex.codes.count { $0 == 0 } == 5_421)
        #expect(table.categories("race")?.names.count == 5)
        let scores = try #require(table.numbers("score"))
        #expect(scores.count { $0 >= 0.5 } == 2_638)
        #expect(table.numbers("label") == nil && table.labels("age") == nil)
    }

    @Test func `one column may be read twice, as two things`() throws {
        try withFile(Array("a\n1\n0\n".utf8)) { path in
            let table = try Table(
                path: path,
                columns: [ColumnRequest("a", .label(positive: nil)), ColumnRequest("a", .number)])
            #expect(table.labels("a") == [true, false])
            #expect(table.numbers("a") == [1, 0])
        }
    }

    @Test func `a file whose name ends in tsv has tabs`() throws {
        try withFile(Array("a\tb\n1,5\t2\n".utf8), suffix: "tsv") { path in
            let table = try Table(path: path, columns: [ColumnRequest("a", .category)])
            #expect(table.categories("a")?.names == ["1,5"])
        }
    }

    @Test func `a column that is not there is refused with the one that was meant`() {
        let error = #expect(throws: TableError.self) {
            try Table(path: evaluation, columns: [ColumnRequest("scroe", .number)])
        }
        guard case .missingColumn("scroe", nearest: "score", _) = error else {
            Issue.record("another error")
            return
        }
    }
}
