/// Reads columns of a file that has one JSON object on each line.
///
/// A column is a name that the objects have. A number, a string, `true` and `false` are the cells
/// that their text would be in a CSV file; `null`, and a name that an object lacks, are a missing
/// cell. A name must stand in one of the first objects. Blank lines are no rows.
struct JSONLinesReader: RowSource {
    private(set) var description: TableDescription
    private let limits: TableLimits
    private var buffer: RecordBuffer
    private var line: JSONLine
    private var names: JSONNames
    /// Whether a name that was not there before is refused.
    private let isAllAsked: Bool
    /// The builders that take a name's values.
    private var takers: [[Int]]
    private var builders: [ColumnBuilder] = []
    /// The row that each builder took a cell of last, plus one.
    private var lastRow: [Int] = []
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
        let opening = try JSONOpening(buffer, options)
        limits = options.limits
        line = JSONLine(limits: limits)
        self.buffer = opening.buffer
        names = opening.names
        takers = names.names.map { _ in [] }
        isAllAsked = options.columns == nil
        let requests = try Self.requests(opening, options)
        var columns: [TableDescription.Column] = []
        for (index, request) in requests {
            let builder = ColumnBuilder(
                request, written: index.map { opening.sightings[$0].guess.type } ?? .number)
            if let index { takers[index].append(builders.count) }
            builders.append(builder)
            lastRow.append(0)
            columns.append(
                TableDescription.Column(
                    name: request.name, type: builder.type,
                    source: request.kind == .asWritten
                        ? index.map(opening.source) ?? "no object" : "text, read as asked"))
        }
        let omissions = Self.omissions(opening, options)
        description = TableDescription(
            format: .jsonLines, columns: columns, omissions: omissions, notes: opening.notes,
            rows: nil)
    }

    /// The columns that are asked for; a file without objects has any of them.
    private static func requests(
        _ opening: JSONOpening, _ options: TableOptions
    ) throws(TableError) -> [(index: Int?, request: ColumnRequest)] {
        let names = opening.names.names
        if names.isEmpty { return (options.columns ?? []).map { (nil, $0) } }
        let flat = names.indices.filter { !opening.sightings[$0].isNested }
        let asked = options.columns ?? flat.map { ColumnRequest(names[$0]) }
        return try ColumnNames(names: names).requests(asked).map { ($0.index, $0.request) }
    }

    private static func omissions(
        _ opening: JSONOpening, _ options: TableOptions
    ) -> [TableDescription.Omission] {
        guard options.columns == nil else { return [] }
        return opening.sightings.indices.filter { opening.sightings[$0].isNested }.map {
            TableDescription.Omission(
                name: opening.names.names[$0], reason: "holds lists or objects")
        }
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
                throw .recordTooLong(line: line.number + 1, bytesMost: limits.recordBytes)
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

    /// Reads lines that are whole in the buffer.
    private mutating func readBuffered(
        until last: Int, _ bytesLeft: inout Int
    ) throws(TableError) {
        let whole = buffer.bytes
        let bytes = whole.span.extracting(0..<buffer.end)
        let start = buffer.start
        var at = start
        while rows < last, at - start < bytesLeft,
            let range = try line.next(in: bytes, at: &at, isFinal: buffer.isFinal)
        {
            rows += 1
            try readRow(bytes.extracting(range))
        }
        bytesLeft -= at - start
        buffer.consume(to: at)
    }

    private mutating func readRow(_ bytes: Span<UInt8>) throws(TableError) {
        var scanner = JSONScanner(line: line.number)
        var count = 0
        var follows = try scanner.openObject(bytes)
        names.rewind()
        while follows {
            count += 1
            guard count <= limits.columns else {
                throw .tooManyColumns(line: line.number, most: limits.columns)
            }
            let name = try scanner.name(bytes)
            let value = try scanner.value(bytes)
            if let index = names.index(of: name, in: bytes) {
                for taker in takers[index] { try append(value, to: taker, in: bytes) }
            } else if isAllAsked {
                let text = JSONNames.bytes(of: name, in: bytes)
                throw .newName(line: line.number, String(decoding: text, as: UTF8.self))
            }
            follows = try scanner.anotherFollows(bytes)
        }
        try scanner.end(bytes)
        for index in builders.indices where lastRow[index] != rows {
            try builders[index].appendMissing(at: .line(line.number))
        }
    }

    private mutating func append(
        _ value: JSONScanner.Value, to index: Int, in bytes: Span<UInt8>
    ) throws(TableError) {
        let place = RowPlace.line(line.number)
        guard lastRow[index] != rows else {
            throw wrong("the name `\(builders[index].name)` stands there twice")
        }
        lastRow[index] = rows
        switch value {
        case .number(let range), .truth(let range):
            try builders[index].append(cell: bytes.extracting(range), isQuoted: false, at: place)
        case .text(let range):
            try builders[index].append(cell: bytes.extracting(range), isQuoted: true, at: place)
        case .unescaped(let text):
            try builders[index].append(cell: text.span, isQuoted: true, at: place)
        case .null: try builders[index].appendMissing(at: place)
        case .nested: throw wrong("`\(builders[index].name)` is a list or an object, and no cell")
        }
    }

    private func wrong(_ reason: String) -> TableError {
        .notJSON(line: line.number, byte: 1, reason: reason)
    }
}
