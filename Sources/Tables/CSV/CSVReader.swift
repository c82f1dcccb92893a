/// Reads columns of a file of separated values whose first line names them.
///
/// In the form that ``CSVRecord`` knows, with or without a byte order mark. A blank line is no row,
/// unless there is one column only. Every row has as many cells as the header. What the first bytes
/// of the file show is settled then: a cell of another type that comes after is refused.
struct CSVReader: RowSource {
    private(set) var description: TableDescription
    private let header: [String]
    private let limits: TableLimits
    private var buffer: RecordBuffer
    private var record: CSVRecord
    /// Which cell of a record each builder takes.
    private var cellOfColumn: [Int] = []
    private var builders: [ColumnBuilder] = []
    private var rows = 0

    init(_ stream: ByteStream, _ options: TableOptions) throws(TableError) {
        var stream = stream
        let encoding: TextEncoding
        if let given = options.encoding {
            encoding = given
        } else {
            encoding = try TextEncoding(first: stream.peek(4))
        }
        try self.init(RecordBuffer(TextStream(stream, encoding: encoding)), options)
    }

    init(_ buffer: RecordBuffer, _ options: TableOptions) throws(TableError) {
        let limits = options.limits
        var opening = CSVOpening(buffer, options)
        try opening.fill()
        let separator = opening.separator
        record = CSVRecord(separator: separator, limits: limits)
        header = try opening.header(&record)
        let requests = try ColumnNames(names: header).requests(options.columns)
        let types = try opening.types(
            requests.filter { $0.request.kind == .asWritten }.map(\.index), after: record,
            columns: header.count)
        self.limits = limits
        self.buffer = opening.buffer
        var columns: [TableDescription.Column] = []
        for (index, request) in requests {
            let guess = types[index]
            cellOfColumn.append(index)
            builders.append(ColumnBuilder(request, written: guess?.type ?? .number))
            columns.append(
                TableDescription.Column(
                    name: request.name, type: builders[builders.count - 1].type,
                    source: guess.map(opening.source) ?? "text, read as asked"))
        }
        description = TableDescription(
            format: .csv, columns: columns, omissions: [], notes: opening.notes, rows: nil)
    }

    mutating func nextChunk() throws(TableError) -> TableChunk? {
        let most = limits.chunkRows(columns: builders.count)
        for index in builders.indices { builders[index].begin(rows: most, limits: limits) }
        let first = rows
        var bytesLeft = limits.chunkTextBytes
        while true {
            try readBuffered(until: first + most, &bytesLeft)
            if rows == first + most || bytesLeft <= 0 || buffer.isFinal { break }
            guard try buffer.refill(most: limits.recordBytes) else {
                throw .recordTooLong(line: record.line, bytesMost: limits.recordBytes)
            }
        }
        guard rows > first else {
            for builder in builders { try builder.checkPositive(rows: rows) }
            return nil
        }
        var columns: [Column] = []
        for index in builders.indices { columns.append(builders[index].take()) }
        return TableChunk(firstRow: first, rows: rows - first, columns: columns)
    }

    /// Reads rows that are whole in the buffer.
    private mutating func readBuffered(
        until last: Int, _ bytesLeft: inout Int
    ) throws(TableError) {
        let whole = buffer.bytes
        let bytes = whole.span.extracting(0..<buffer.end)
        let start = buffer.start
        var at = start
        while rows < last, at - start < bytesLeft,
            let next = try record.find(in: bytes, from: at, isFinal: buffer.isFinal)
        {
            at = next
            if record.isBlank, header.count > 1 { continue }
            try record.checkUTF8(in: bytes)
            guard record.cells.count == header.count else {
                throw .raggedRow(
                    line: record.line, cells: record.cells.count, columns: header.count)
            }
            rows += 1
            try readRow(bytes)
        }
        bytesLeft -= at - start
        buffer.consume(to: at)
    }

    private mutating func readRow(_ bytes: Span<UInt8>) throws(TableError) {
        let place = RowPlace.line(record.line)
        for index in builders.indices {
            let cell = record.cells[cellOfColumn[index]]
            if cell.isEscaped {
                let text = CSVRecord.unescaped(cell, in: bytes)
                try builders[index].append(cell: text.span, isQuoted: true, at: place)
            } else {
                try builders[index].append(
                    cell: bytes.extracting(cell.start..<cell.end), isQuoted: cell.isQuoted,
                    at: place)
            }
        }
    }
}
