/// What is found out about a file of JSON Lines from its beginning, before its rows are read.
struct JSONOpening {
    /// What the values of a name were so far.
    struct Sighting {
        var guess = TypeGuess()
        var isNested = false
    }

    private(set) var buffer: RecordBuffer
    private let limits: TableLimits
    private(set) var names = JSONNames()
    private(set) var sightings: [Sighting] = []
    private(set) var notes: [String] = []
    private var sampleRows = 0

    init(_ buffer: RecordBuffer, _ options: TableOptions) throws(TableError) {
        self.buffer = buffer
        limits = options.limits
        while !self.buffer.isFinal, self.buffer.end < limits.sampleBytes { try refill() }
        if options.encoding == nil, options.allowsWindows1252 { self.buffer.fallBackFromUTF8() }
        if self.buffer.encoding != .utf8 {
            let name = self.buffer.encoding.rawValue
            notes.append(
                options.encoding == nil
                    ? "the text is not UTF-8 and was taken for \(name)" : "the text is \(name)")
        }
        while !look(), !self.buffer.isFinal { try refill() }
    }

    private mutating func refill() throws(TableError) {
        guard try buffer.refill(most: max(limits.recordBytes, limits.sampleBytes)) else {
            throw .recordTooLong(line: 1, bytesMost: limits.recordBytes)
        }
    }

    /// Looks at the objects in the buffer, and leaves them unread.
    ///
    /// - Returns: Whether there was an object, or something that is none.
    private mutating func look() -> Bool {
        var line = JSONLine(limits: limits)
        let whole = buffer.bytes
        let bytes = whole.span.extracting(0..<buffer.end)
        var at = buffer.start
        do {
            while let range = try line.next(in: bytes, at: &at, isFinal: buffer.isFinal) {
                try look(at: bytes.extracting(range), line: line.number)
                sampleRows += 1
            }
            return sampleRows > 0
        } catch {
            // What is wrong is found again, and thrown, when the rows are read.
            return true
        }
    }

    private mutating func look(at line: Span<UInt8>, line number: Int) throws(TableError) {
        var scanner = JSONScanner(line: number)
        var follows = try scanner.openObject(line)
        names.rewind()
        while follows {
            let name = try scanner.name(line)
            let known = names.index(of: name, in: line)
            if known == nil, names.names.count >= limits.columns {
                throw .tooManyColumns(line: number, most: limits.columns)
            }
            let index = known ?? names.add(name, in: line)
            if index == sightings.count { sightings.append(Sighting()) }
            switch try scanner.value(line) {
            case .number(let range), .truth(let range):
                sightings[index].guess.look(at: line.extracting(range))
            case .text(let range): sightings[index].guess.lookAtString(line.extracting(range))
            case .unescaped: sightings[index].guess.lookAtText()
            case .null: break
            case .nested: sightings[index].isNested = true
            }
            follows = try scanner.anotherFollows(line)
        }
        try scanner.end(line)
    }

    /// What a report says of a column.
    func source(_ index: Int) -> String {
        sightings[index].guess.seen > 0
            ? "guessed from the first \(sampleRows) objects"
            : "no value in the first \(sampleRows) objects"
    }
}
