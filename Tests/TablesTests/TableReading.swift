import Foundation

@testable import Tables

/// Reads tables as tests like to write them.
enum TableReading {
    static func csv(
        _ bytes: [UInt8], separator: UInt8? = UInt8(ascii: ","), columns: [ColumnRequest]? = nil,
        limits: TableLimits = .standard
    ) throws -> Table {
        var options = options(columns, limits)
        options.separator = separator
        options.allowsWindows1252 = separator == nil
        return try Table(
            TableReader(CSVReader(ByteStream(bytes: bytes), options), limits: limits),
            limits: limits)
    }

    /// A file that is read so many bytes at a time.
    static func csv(
        path: String, chunkBytes: Int, columns: [ColumnRequest]? = nil,
        limits: TableLimits = .standard
    ) throws -> Table {
        var options = options(columns, limits)
        options.separator = UInt8(ascii: ",")
        options.limits.sampleBytes = 1
        let buffer = try buffer(path: path, chunkBytes: chunkBytes)
        return try Table(
            TableReader(CSVReader(buffer, options), limits: limits), limits: limits)
    }

    static func json(
        _ bytes: [UInt8], columns: [ColumnRequest]? = nil, limits: TableLimits = .standard
    ) throws -> Table {
        var options = options(columns, limits)
        options.allowsWindows1252 = false
        return try Table(
            TableReader(JSONLinesReader(ByteStream(bytes: bytes), options), limits: limits),
            limits: limits)
    }

    static func json(
        path: String, chunkBytes: Int, columns: [ColumnRequest]? = nil
    ) throws -> Table {
        var options = options(columns, .standard)
        options.limits.sampleBytes = 1
        let buffer = try buffer(path: path, chunkBytes: chunkBytes)
        return try Table(
            TableReader(JSONLinesReader(buffer, options), limits: .standard))
    }

    static func buffer(path: String, chunkBytes: Int) throws -> RecordBuffer {
        let stream = TextStream(ByteStream(try OpenFile(path: path)), encoding: .utf8)
        return RecordBuffer(stream, chunkBytes: chunkBytes)
    }

    private static func options(_ columns: [ColumnRequest]?, _ limits: TableLimits) -> TableOptions
    {
        var options = TableOptions(columns: columns)
        options.limits = limits
        return options
    }

    /// Each row's texts, of columns that are all text.
    static func rows(_ table: Table) -> [[String]] {
        let columns = table.columns.map { column -> [String] in
            guard case .categories(let categories) = column.column else { return [] }
            let names = categories.names
            return categories.codes.map { $0 < 0 ? "null" : names[Int($0)] }
        }
        return (0..<table.rows).map { row in columns.map { $0[row] } }
    }
}
