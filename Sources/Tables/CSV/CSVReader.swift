/// Reads columns of a file of comma-separated values whose first line names them.
///
/// UTF-8 with or without a byte order mark, in the form that ``CSVRecord`` knows. A blank line is
/// no row, unless there is one column only. Every row has as many cells as the header.
package struct CSVReader: ~Copyable {
    /// The columns' names, as they stand in the file.
    package private(set) var header: [String]
    /// Whether no byte was read yet, so that a byte order mark may come.
    private var isAtStart = true
    private let limits: TableLimits
    private var buffer: RecordBuffer
    private var record: CSVRecord

    /// Opens a file and reads its header.
    ///
    /// - Parameters:
    ///   - path: A file; a pipe will do.
    ///   - separator: What stands between cells; an ASCII byte that is no quotation mark, line
    ///     end or NUL.
    ///   - limits: How large the file's parts may be.
    /// - Throws: ``TableError``.
    package init(
        path: String, separator: UInt8 = UInt8(ascii: ","), limits: TableLimits = .standard
    ) throws(TableError) {
        try self.init(RecordBuffer(path: path), separator: separator, limits: limits)
    }

    /// The same over bytes in memory.
    package init(
        bytes: [UInt8], separator: UInt8 = UInt8(ascii: ","), limits: TableLimits = .standard
    ) throws(TableError) {
        try self.init(RecordBuffer(bytes: bytes), separator: separator, limits: limits)
    }

    init(
        _ buffer: consuming RecordBuffer, separator: UInt8, limits: TableLimits
    ) throws(TableError) {
        precondition(
            separator < 0x80 && !"\0\"\r\n".utf8.contains(separator),
            "a separator is an ASCII byte that has no other meaning")
        self.limits = limits
        record = CSVRecord(separator: separator, limits: limits)
        self.buffer = buffer
        header = []
        while header.isEmpty {
            try readHeader()
            guard header.isEmpty else { break }
            if self.buffer.isFinal { throw .empty }
            try refill()
        }
    }

    /// Takes the first line that is not blank as the header, when it is whole in the buffer.
    private mutating func readHeader() throws(TableError) {
        let whole = buffer.bytes
        let bytes = whole.span.extracting(0..<buffer.end)
        var at = buffer.start
        guard buffer.isFinal || bytes.count >= Self.byteOrderMark.count else { return }
        if isAtStart, Self.hasByteOrderMark(bytes) { at += Self.byteOrderMark.count }
        isAtStart = false
        while let next = try record.find(in: bytes, from: at, isFinal: buffer.isFinal) {
            at = next
            if record.isBlank { continue }
            try record.checkUTF8(in: bytes)
            for cell in record.cells {
                let text = CSVRecord.unescaped(cell, in: bytes)
                header.append(String(decoding: text, as: UTF8.self))
            }
            break
        }
        buffer.consume(to: at)
    }

    private mutating func refill() throws(TableError) {
        guard try buffer.refill(most: limits.recordBytes) else {
            throw .recordTooLong(line: record.line, bytesMost: limits.recordBytes)
        }
    }

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private static func hasByteOrderMark(_ bytes: Span<UInt8>) -> Bool {
        guard bytes.count >= byteOrderMark.count else { return false }
        return byteOrderMark.indices.allSatisfy { bytes[$0] == byteOrderMark[$0] }
    }

    /// Reads the whole file, and of it these columns.
    ///
    /// - Parameter columns: By name; a column may be asked for twice.
    /// - Returns: The columns, in the order in which they were asked for.
    /// - Throws: ``TableError``, at the first thing that is wrong.
    /// - Complexity: O(bytes).
    package consuming func table(columns: [ColumnRequest]) throws(TableError) -> Table {
        let names = ColumnNames(names: header)
        var wanted: [(cell: Int, builder: ColumnBuilder)] = []
        for request in columns {
            wanted.append((try names.index(of: request.name), ColumnBuilder(request)))
        }
        var rows = 0
        while true {
            try readBuffered(&wanted, rows: &rows)
            if buffer.isFinal { break }
            try refill()
        }
        var read: [(name: String, column: Table.Column)] = []
        for column in wanted {
            read.append((column.builder.request.name, try column.builder.column()))
        }
        return Table(rows: rows, columns: read)
    }

    /// Reads all rows that are whole in the buffer.
    private mutating func readBuffered(
        _ wanted: inout [(cell: Int, builder: ColumnBuilder)], rows: inout Int
    ) throws(TableError) {
        let whole = buffer.bytes
        let bytes = whole.span.extracting(0..<buffer.end)
        var at = buffer.start
        while let next = try record.find(in: bytes, from: at, isFinal: buffer.isFinal) {
            at = next
            if record.isBlank, header.count > 1 { continue }
            try record.checkUTF8(in: bytes)
            guard record.cells.count == header.count else {
                throw .raggedRow(
                    line: record.line, cells: record.cells.count, columns: header.count)
            }
            guard rows < limits.rows else { throw .tooManyRows(most: limits.rows) }
            rows += 1
            for index in wanted.indices {
                let cell = record.cells[wanted[index].cell]
                if cell.isEscaped {
                    let text = CSVRecord.unescaped(cell, in: bytes)
                    try wanted[index].builder.append(text.span, line: record.line, limits: limits)
                } else {
                    try wanted[index].builder.append(
                        bytes.extracting(cell.start..<cell.end), line: record.line, limits: limits)
                }
            }
        }
        buffer.consume(to: at)
    }
}
