/// What the end of a Parquet file says: its schema, and where each group of rows stands.
///
/// Groups of rows are read one at a time, so that a file of many takes no more memory.
///
/// Source: Apache Parquet, `parquet.thrift`: `FileMetaData`, `RowGroup`, `ColumnChunk`,
/// `ColumnMetaData`.
struct ParquetFooter {
    /// Where a column's values of a group of rows are.
    struct ColumnChunk: Equatable {
        var codec = 0
        var valueCount = 0
        /// Of all pages.
        var unpackedBytes = 0
        var packedBytes = 0
        var dataPageOffset = 0
        var dictionaryPageOffset: Int?
        var isElsewhere = false
        var isEncrypted = false

        /// Where the first page stands.
        var start: Int {
            if let dictionaryPageOffset, dictionaryPageOffset > 0 {
                return min(dictionaryPageOffset, dataPageOffset)
            }
            return dataPageOffset
        }
    }

    let schema: ParquetSchema
    let rows: Int
    let createdBy: String
    private var groupsLeft: Int
    private var groups: ThriftCursor

    init(_ file: FileBytes, limits: TableLimits) throws(TableError) {
        let magic = Array("PAR1".utf8)
        guard file.size >= 12 else { throw .damaged(.parquet, "it ends before its description") }
        let tail = try file.bytes(at: file.size - 8, count: 8)
        if Array(tail[4...]) == Array("PARE".utf8) {
            throw .notRead("encrypted Parquet is not read")
        }
        guard Array(tail[4...]) == magic else {
            throw .damaged(.parquet, "it does not end as Parquet does; it may be cut off")
        }
        let count = tail[..<4].reversed().reduce(0) { $0 << 8 | Int($1) }
        guard count <= limits.metadataBytes else {
            throw .tooLarge("the file's description", bytesMost: limits.metadataBytes)
        }
        guard count <= file.size - 12 else {
            throw .damaged(.parquet, "its description is longer than the file")
        }
        let bytes = try file.bytes(at: file.size - 8 - count, count: count)
        try self.init(ThriftCursor(bytes), limits: limits)
    }

    private init(_ start: ThriftCursor, limits: TableLimits) throws(TableError) {
        var cursor = start
        var elements: [ParquetElement] = []
        var (rows, groupCount, createdBy) = (0, 0, "")
        var groups = start
        var id = 0
        while let kind = try cursor.field(&id) {
            switch id {
            case 2:
                for _ in 0..<(try cursor.structures(kind)) {
                    elements.append(try ParquetElement(&cursor))
                }
            case 3: rows = try cursor.integer(kind)
            case 4:
                groupCount = try cursor.structures(kind)
                groups = cursor
                for _ in 0..<groupCount { try cursor.skip(.structure) }
            case 6: createdBy = try cursor.text(kind)
            default: try cursor.skip(kind)
            }
        }
        guard rows >= 0 else { throw .damaged(.parquet, "it has \(rows) rows") }
        schema = try ParquetSchema(elements, limits: limits)
        self.rows = rows
        self.createdBy = createdBy
        groupsLeft = groupCount
        self.groups = groups
    }

    /// The next group of rows.
    ///
    /// - Returns: The group's rows and all its columns, in the schema's order; `nil` after the last.
    mutating func nextGroup() throws(TableError) -> (rows: Int, columns: [ColumnChunk])? {
        guard groupsLeft > 0 else { return nil }
        groupsLeft -= 1
        var (rows, columns) = (-1, [ColumnChunk]())
        var id = 0
        while let kind = try groups.field(&id) {
            switch id {
            case 1:
                for _ in 0..<(try groups.structures(kind)) {
                    columns.append(try Self.column(&groups))
                }
            case 3: rows = try groups.integer(kind)
            default: try groups.skip(kind)
            }
        }
        guard rows >= 0, columns.count == schema.leafCount else {
            throw .damaged(.parquet, "a group of rows lacks rows or columns")
        }
        return (rows, columns)
    }

    private static func column(_ cursor: inout ThriftCursor) throws(TableError) -> ColumnChunk {
        var column = ColumnChunk()
        var id = 0
        while let kind = try cursor.field(&id) {
            switch id {
            case 1:
                column.isElsewhere = try !cursor.text(kind).isEmpty
            case 3:
                guard kind == .structure else {
                    throw .damaged(.parquet, "a column without a description")
                }
                try describe(&column, &cursor)
            case 8:
                column.isEncrypted = true
                try cursor.skip(kind)
            default: try cursor.skip(kind)
            }
        }
        return column
    }

    private static func describe(
        _ column: inout ColumnChunk, _ cursor: inout ThriftCursor
    ) throws(TableError) {
        var id = 0
        while let kind = try cursor.field(&id) {
            switch id {
            case 4: column.codec = try cursor.integer(kind)
            case 5: column.valueCount = try cursor.integer(kind)
            case 6: column.unpackedBytes = try cursor.integer(kind)
            case 7: column.packedBytes = try cursor.integer(kind)
            case 9: column.dataPageOffset = try cursor.integer(kind)
            case 11: column.dictionaryPageOffset = try cursor.integer(kind)
            default: try cursor.skip(kind)
            }
        }
    }
}
