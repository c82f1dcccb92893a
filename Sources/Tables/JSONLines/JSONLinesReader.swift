/// Reads columns of a file that has one JSON object on each line.
///
/// A column is a name that the objects have. A number, a string, `true` and `false` are the cells
/// that their text would be in a CSV file; `null`, and a name that an object lacks, are a missing
/// cell. A name must stand in the first object, unless its cells may be missing. Blank lines are no rows.
package struct JSONLinesReader: ~Copyable {
    private let limits: TableLimits
    private var buffer: RecordBuffer
    private var line = 0
    private var rows = 0
    /// The names in the first object.
    private var firstNames: [String] = []

    /// - Parameters:
    ///   - path: A file; a pipe will do.
    ///   - limits: How large the file's parts may be.
    /// - Throws: ``TableError/unreadable(path:reason:)``.
    package init(path: String, limits: TableLimits = .standard) throws(TableError) {
        self.init(try RecordBuffer(path: path), limits: limits)
    }

    /// The same over bytes in memory.
    package init(bytes: [UInt8], limits: TableLimits = .standard) {
        self.init(RecordBuffer(bytes: bytes), limits: limits)
    }

    init(_ buffer: consuming RecordBuffer, limits: TableLimits) {
        self.limits = limits
        self.buffer = buffer
    }

    /// Reads the whole file, and of it these columns.
    ///
    /// - Parameter columns: By name; a column may be asked for twice.
    /// - Returns: The columns, in the order in which they were asked for.
    /// - Throws: ``TableError``, at the first thing that is wrong.
    /// - Complexity: O(bytes · columns) at most.
    package consuming func table(columns: [ColumnRequest]) throws(TableError) -> Table {
        var wanted = columns.map(JSONColumn.init)
        while true {
            try readBuffered(&wanted)
            if buffer.isFinal { break }
            guard try buffer.refill(most: limits.recordBytes) else {
                throw .recordTooLong(line: line + 1, bytesMost: limits.recordBytes)
            }
        }
        var read: [(name: String, column: Table.Column)] = []
        for column in wanted {
            guard column.wasSeen || rows == 0 else {
                throw ColumnNames(names: firstNames).missing(column.builder.request.name)
            }
            read.append((column.builder.request.name, try column.builder.column()))
        }
        return Table(rows: rows, columns: read)
    }

    /// Reads all lines that are whole in the buffer.
    private mutating func readBuffered(_ wanted: inout [JSONColumn]) throws(TableError) {
        let whole = buffer.bytes
        let bytes = whole.span.extracting(0..<buffer.end)
        var at = buffer.start
        while at < bytes.count {
            var end = at
            while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
            guard end < bytes.count || buffer.isFinal else { break }
            line += 1
            guard end - at <= limits.recordBytes else {
                throw .recordTooLong(line: line, bytesMost: limits.recordBytes)
            }
            // A byte order mark may stand before the first line.
            let start = line == 1 && Self.hasByteOrderMark(bytes, at) ? at + 3 : at
            try readLine(bytes.extracting(start..<end), &wanted)
            at = min(end + 1, bytes.count)
        }
        buffer.consume(to: at)
    }

    private mutating func readLine(
        _ bytes: Span<UInt8>, _ wanted: inout [JSONColumn]
    ) throws(TableError) {
        guard !Self.isBlank(bytes) else { return }
        do {
            _ = try UTF8Span(validating: bytes)
        } catch {
            throw .notUTF8(CellPosition(line: line, column: 1))
        }
        guard rows < limits.rows else { throw .tooManyRows(most: limits.rows) }
        rows += 1
        var scanner = JSONScanner(line: line)
        var count = 0
        var follows = try scanner.openObject(bytes)
        while follows {
            count += 1
            guard count <= limits.columns else {
                throw .tooManyColumns(line: line, most: limits.columns)
            }
            let name = try scanner.name(bytes)
            let value = try scanner.value(bytes)
            if rows == 1 { firstNames.append(JSONColumn.string(name, in: bytes)) }
            for index in wanted.indices where wanted[index].isNamed(name, in: bytes) {
                try wanted[index].append(value, in: bytes, line: line, limits: limits)
            }
            follows = try scanner.anotherFollows(bytes)
        }
        try scanner.end(bytes)
        for index in wanted.indices {
            try wanted[index].endRow(line: line, firstNames: rows == 1 ? firstNames : nil)
        }
    }

    private static func isBlank(_ bytes: Span<UInt8>) -> Bool {
        for index in 0..<bytes.count {
            let byte = bytes[index]
            guard byte == 0x20 || byte == 0x09 || byte == 0x0D else { return false }
        }
        return true
    }

    private static func hasByteOrderMark(_ bytes: Span<UInt8>, _ at: Int) -> Bool {
        at + 3 <= bytes.count && bytes[at] == 0xEF && bytes[at + 1] == 0xBB && bytes[at + 2] == 0xBF
    }
}

/// A column that is looked for in each object.
private struct JSONColumn {
    private(set) var builder: ColumnBuilder
    private let name: [UInt8]
    /// Whether the object at hand had the name.
    private var isInRow = false
    /// Whether any object had it.
    private(set) var wasSeen = false

    init(_ request: ColumnRequest) {
        builder = ColumnBuilder(request)
        name = Array(request.name.utf8)
    }

    func isNamed(_ value: JSONScanner.Value, in bytes: Span<UInt8>) -> Bool {
        switch value {
        case .text(let range):
            guard range.count == name.count else { return false }
            for index in name.indices where bytes[range.lowerBound + index] != name[index] {
                return false
            }
            return true
        case .unescaped(let text): return text == name
        case .null, .nested: return false
        }
    }

    mutating func append(
        _ value: JSONScanner.Value, in bytes: Span<UInt8>, line: Int, limits: TableLimits
    ) throws(TableError) {
        guard !isInRow else {
            throw .notJSON(
                line: line, byte: 1, reason: "the name `\(builder.request.name)` stands there twice"
            )
        }
        (isInRow, wasSeen) = (true, true)
        switch value {
        case .text(let range):
            try builder.append(bytes.extracting(range), line: line, limits: limits)
        case .unescaped(let text):
            try builder.append(text.span, line: line, limits: limits)
        case .null:
            try builder.appendMissing(line: line)
        case .nested:
            throw .notJSON(
                line: line, byte: 1,
                reason: "`\(builder.request.name)` is a list or an object, and no cell")
        }
    }

    /// - Parameters:
    ///   - line: For errors.
    ///   - firstNames: The names in the object, when it is the first.
    /// - Throws: ``TableError`` when the object lacked the name and its cells may not be missing.
    mutating func endRow(line: Int, firstNames: [String]?) throws(TableError) {
        defer { isInRow = false }
        guard !isInRow else { return }
        if case .numberOrMissing = builder.request.kind {
            try builder.appendMissing(line: line)
        } else if let firstNames {
            throw ColumnNames(names: firstNames).missing(builder.request.name)
        } else {
            throw .missingCell(line: line, column: builder.request.name)
        }
    }

    static func string(_ value: JSONScanner.Value, in bytes: Span<UInt8>) -> String {
        switch value {
        case .text(let range):
            bytes.extracting(range).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
        case .unescaped(let text): String(decoding: text, as: UTF8.self)
        case .null, .nested: ""
        }
    }
}
