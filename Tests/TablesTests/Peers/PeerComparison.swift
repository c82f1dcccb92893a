import Foundation
import Testing

@testable import Tables

/// The folder of files, where there is one.
private let folder = ProcessInfo.processInfo.environment["ASSAY_TABLES_DIR"]

/// Compares each value that is read with the one that another program wrote.
///
/// `Scripts/check-tables.sh` writes the files with pyarrow, pandas, polars, DuckDB and Spark, beside
/// each what it holds (`X.expected`), or `X.refused` when there must be a sentence instead.
@Suite(.enabled(if: folder != nil, "ASSAY_TABLES_DIR names no folder of files"))
struct PeerComparison {
    static var files: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder ?? "")) ?? []
        return names.filter { !$0.hasSuffix(".expected") && !$0.hasSuffix(".refused") }.sorted()
    }

    @Test func `there are files`() { #expect(Self.files.count > 100) }

    @Test(arguments: files) func `every value is the writer's`(_ file: String) throws {
        let path = (folder ?? "") + "/" + file
        guard let text = FileManager.default.contents(atPath: path + ".expected") else {
            let error = #expect(throws: TableError.self) { try Self.table(path, .standard) }
            print(file, error.map { "\($0)" } ?? "")
            return
        }
        try Self.compare(path, .standard, text)
        var limits = TableLimits()
        (limits.chunkRows, limits.dictionaryTexts) = (37, 5)
        try Self.compare(path, limits, text)
    }

    private static func table(_ path: String, _ limits: TableLimits) throws -> Table {
        var options = TableOptions()
        options.limits = limits
        return try Table(TableFile.open(path, options: options))
    }

    private static func compare(_ path: String, _ limits: TableLimits, _ expected: Data) throws {
        let table = try table(path, limits)
        let start = bytes(Int32(table.rows)) + bytes(Int32(table.columns.count))
        #expect(expected.prefix(start.count) == start, "\(path): \(table.rows) rows")
        var rest = expected.dropFirst(start.count)
        for (name, column) in table.columns {
            let found = text(name) + bytes(of: column)
            guard rest.prefix(found.count) == found else {
                let same = zip(rest, found).prefix { $0 == $1 }.count
                Issue.record(
                    """
                    \(path), chunks of \(limits.chunkRows), column \(name): \(found.count) bytes \
                    differ at \(same): \(Array(found.dropFirst(same & ~7).prefix(16))) is not \
                    \(Array(rest.dropFirst(same & ~7).prefix(16)))
                    """)
                return
            }
            rest = rest.dropFirst(found.count)
        }
        #expect(rest.isEmpty, "\(path): \(rest.count) bytes more")
    }

    private static func bytes(_ number: some FixedWidthInteger) -> Data {
        withUnsafeBytes(of: number.littleEndian) { Data($0) }
    }

    private static func text(_ text: String) -> Data {
        bytes(Int32(text.utf8.count)) + Data(text.utf8)
    }

    private static func bytes(of column: Column) -> Data {
        switch column {
        case .numbers(let numbers):
            return text("numbers") + numbers.values.withUnsafeBytes { Data($0) }
        case .booleans(let booleans):
            return text("booleans") + booleans.values.withUnsafeBytes { Data($0) }
        case .categories(let categories):
            let names = categories.names.map(text)
            var data = text("categories")
            for code in categories.codes { data += code < 0 ? bytes(code) : names[Int(code)] }
            return data
        }
    }
}
