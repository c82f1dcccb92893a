/// What is found out about a CSV file from its beginning, before its rows are read.
struct CSVOpening {
    private(set) var buffer: RecordBuffer
    private let options: TableOptions
    private(set) var notes: [String] = []
    /// Rows from which types were guessed.
    private var sampleRows = 0

    init(_ buffer: RecordBuffer, _ options: TableOptions) {
        self.buffer = buffer
        self.options = options
    }

    /// Reads the beginning, and settles the encoding.
    mutating func fill() throws(TableError) {
        while !buffer.isFinal, buffer.end < max(3, options.limits.sampleBytes) { try refill() }
        if options.encoding == nil, options.allowsWindows1252 { buffer.fallBackFromUTF8() }
        if buffer.encoding != .utf8 {
            notes.append(
                buffer.encoding == .windows1252 && options.encoding == nil
                    ? "the text is not UTF-8 and was taken for Windows-1252 (Latin-1)"
                    : "the text is \(buffer.encoding.rawValue)")
        }
        if Self.hasByteOrderMark(buffer) { buffer.consume(to: buffer.start + 3) }
    }

    private static func hasByteOrderMark(_ buffer: RecordBuffer) -> Bool {
        buffer.bytes[buffer.start..<buffer.end].starts(with: [0xEF, 0xBB, 0xBF])
    }

    private mutating func refill() throws(TableError) {
        let most = options.limits.recordBytes
        guard try buffer.refill(most: max(most, options.limits.sampleBytes)) else {
            throw .recordTooLong(line: 1, bytesMost: most)
        }
    }

    /// What stands between cells, as given or guessed.
    var separator: UInt8 {
        mutating get {
            if let given = options.separator { return given }
            let whole = buffer.bytes
            let separator = CSVSeparator.guess(
                whole.span.extracting(buffer.start..<buffer.end), isFinal: buffer.isFinal,
                limits: options.limits)
            if separator != CSVSeparator.candidates[0] {
                notes.append("\(CSVSeparator.name(separator)) part the cells, by the first lines")
            }
            return separator
        }
    }

    /// Takes the first line that is not blank as the names.
    mutating func header(_ record: inout CSVRecord) throws(TableError) -> [String] {
        while true {
            let whole = buffer.bytes
            let bytes = whole.span.extracting(0..<buffer.end)
            while let next = try record.find(
                in: bytes, from: buffer.start, isFinal: buffer.isFinal)
            {
                buffer.consume(to: next)
                if record.isBlank { continue }
                try record.checkUTF8(in: bytes)
                return record.cells.map { cell in
                    String(decoding: CSVRecord.unescaped(cell, in: bytes), as: UTF8.self)
                }
            }
            if buffer.isFinal { throw .empty }
            try refill()
        }
    }

    /// Guesses the types of some cells of each row from the rows in the buffer, and leaves those
    /// unread.
    ///
    /// The scan goes on from the header, and ends at a row of another number of cells.
    mutating func types(
        _ cells: [Int], after header: CSVRecord, columns: Int
    ) throws(TableError) -> [Int: TypeGuess] {
        guard !cells.isEmpty else { return [:] }
        var guesses = [TypeGuess](repeating: TypeGuess(), count: cells.count)
        while !look(at: cells, after: header, columns: columns, &guesses), !buffer.isFinal {
            try refill()
        }
        return Dictionary(zip(cells, guesses)) { first, _ in first }
    }

    /// - Returns: Whether there was a row to look at, or something that is none.
    private mutating func look(
        at cells: [Int], after header: CSVRecord, columns: Int, _ guesses: inout [TypeGuess]
    ) -> Bool {
        var record = header
        let whole = buffer.bytes
        let bytes = whole.span.extracting(0..<buffer.end)
        var at = buffer.start
        do {
            while let next = try record.find(in: bytes, from: at, isFinal: buffer.isFinal) {
                at = next
                if record.isBlank, columns > 1 { continue }
                guard record.cells.count == columns else { return true }
                sampleRows += 1
                for (index, cell) in cells.enumerated() {
                    let cell = record.cells[cell]
                    guesses[index].look(at: bytes.extracting(cell.start..<cell.end))
                }
            }
            return sampleRows > 0
        } catch {
            // What is wrong is found again, and thrown, when the rows are read.
            return true
        }
    }

    /// What a report says of a guessed column.
    func source(_ guess: TypeGuess) -> String {
        guess.seen > 0
            ? "guessed from the first \(sampleRows) rows"
            : "no value in the first \(sampleRows) rows"
    }
}
