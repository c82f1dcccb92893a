/// Finds where the cells of one record begin and end.
///
/// Source: RFC 4180, read strictly: a quotation mark may stand only around a whole cell, and
/// doubled inside it. Lines end with LF or CR LF, the last one with nothing if it likes.
struct CSVRecord {
    /// A cell's bytes, without the quotation marks around it.
    struct Cell: Equatable {
        let start: Int
        let end: Int
        /// Whether quotation marks stand around it.
        let isQuoted: Bool
        /// Whether quotation marks are doubled inside.
        let isEscaped: Bool
    }

    let separator: UInt8
    let limits: TableLimits
    /// All bytes that end a cell, or are wrong in it, are at most this.
    private let greatest: UInt8
    /// The cells of the record found last, at least one.
    private(set) var cells: [Cell] = []
    /// Whether the record found last is an empty line.
    private(set) var isBlank = false
    /// The line on which the record found last begins.
    private(set) var line = 1
    /// Whether the record found last has ASCII bytes only.
    private(set) var isASCII = true
    private var nextLine = 1

    init(separator: UInt8, limits: TableLimits) {
        self.separator = separator
        greatest = max(separator, UInt8(ascii: "\""))
        self.limits = limits
    }

    /// Looks for a record.
    ///
    /// - Parameters:
    ///   - bytes: The bytes in the buffer.
    ///   - start: Where the record begins.
    ///   - isFinal: Whether the file ends with these bytes.
    /// - Returns: Where the next record begins; `nil` when the bytes end before this one does, or
    ///   there is none.
    /// - Throws: ``TableError`` when the record breaks the form or a limit.
    mutating func find(
        in bytes: Span<UInt8>, from start: Int, isFinal: Bool
    ) throws(TableError) -> Int? {
        guard start < bytes.count else { return nil }
        cells.removeAll(keepingCapacity: true)
        line = nextLine
        isASCII = true
        var cellLine = line
        var at = start
        while true {
            let found =
                at < bytes.count && bytes[at] == UInt8(ascii: "\"")
                ? try quotedCell(in: bytes, from: at + 1, line: &cellLine, isFinal: isFinal)
                : try plainCell(in: bytes, from: at, line: cellLine, isFinal: isFinal)
            guard let end = found else { return nil }
            guard cells.count <= limits.columns else {
                throw .tooManyColumns(line: line, most: limits.columns)
            }
            if end < bytes.count, bytes[end] == separator {
                at = end + 1
                continue
            }
            nextLine = cellLine + 1
            isBlank = end == start
            return Self.lineEnd(in: bytes, from: end)
        }
    }

    /// A cell without quotation marks around it; `nil` when the bytes end before it does.
    @inline(__always)
    private mutating func plainCell(
        in bytes: Span<UInt8>, from start: Int, line: Int, isFinal: Bool
    ) throws(TableError) -> Int? {
        let raw = bytes.bytes
        var all: UInt64 = 0
        var at = start
        while at < bytes.count {
            if at + 8 <= bytes.count {
                let word = UInt64(
                    littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self))
                let small = smallBytes(of: word)
                guard small != 0 else {
                    all |= word
                    at += 8
                    continue
                }
                let before = small.trailingZeroBitCount & ~7
                all |= word & ~(UInt64.max << UInt64(before))
                at += before / 8
            }
            let byte = bytes[at]
            all |= UInt64(byte)
            if byte <= greatest, try ends(byte, line: line) { break }
            at += 1
        }
        guard at < bytes.count || isFinal else {
            try check(length: at - start, line: line)
            return nil
        }
        if at < bytes.count, bytes[at] == UInt8(ascii: "\r") {
            guard at + 1 < bytes.count || isFinal else { return nil }
            guard at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "\n") else {
                throw .bareCarriageReturn(position(line))
            }
        }
        try check(length: at - start, line: line)
        if all & 0x8080_8080_8080_8080 != 0 { isASCII = false }
        cells.append(Cell(start: start, end: at, isQuoted: false, isEscaped: false))
        return at
    }

    /// The highest bit of each of eight bytes that is at most ``greatest``.
    ///
    /// Bytes above the lowest of those may be marked wrongly, by the borrow of the subtraction.
    private func smallBytes(of word: UInt64) -> UInt64 {
        (word &- (UInt64(greatest) &+ 1) &* 0x0101_0101_0101_0101) & ~word
            & 0x8080_8080_8080_8080
    }

    private func ends(_ byte: UInt8, line: Int) throws(TableError) -> Bool {
        switch byte {
        case separator, UInt8(ascii: "\n"), UInt8(ascii: "\r"): return true
        case UInt8(ascii: "\""): throw .strayQuote(position(line))
        case 0: throw .nulByte(position(line))
        default: return false
        }
    }

    /// A cell after its opening quotation mark; `nil` when the bytes end before it does.
    private mutating func quotedCell(
        in bytes: Span<UInt8>, from start: Int, line: inout Int, isFinal: Bool
    ) throws(TableError) -> Int? {
        let firstLine = line
        var isEscaped = false
        var all: UInt8 = 0
        var at = start
        while at < bytes.count {
            let byte = bytes[at]
            all |= byte
            if byte == UInt8(ascii: "\"") {
                let isDoubled = at + 1 < bytes.count && bytes[at + 1] == UInt8(ascii: "\"")
                guard isDoubled else { break }
                isEscaped = true
                at += 1
            } else if byte == UInt8(ascii: "\n") {
                line += 1
            } else if byte == 0 {
                throw .nulByte(position(firstLine))
            }
            at += 1
        }
        try check(length: at - start, line: firstLine)
        guard at < bytes.count else {
            if isFinal { throw .unterminatedQuote(position(firstLine)) }
            return nil
        }
        // What follows the mark decides: another mark, or the cell's end, which may be two bytes.
        guard at + 2 < bytes.count || isFinal else { return nil }
        guard Self.endsCell(in: bytes, at: at + 1, separator: separator) else {
            throw .textAfterQuote(position(firstLine))
        }
        if all >= 0x80 { isASCII = false }
        cells.append(Cell(start: start, end: at, isQuoted: true, isEscaped: isEscaped))
        return at + 1
    }

    private static func endsCell(in bytes: Span<UInt8>, at: Int, separator: UInt8) -> Bool {
        guard at < bytes.count else { return true }
        if bytes[at] == UInt8(ascii: "\r") {
            return at + 1 < bytes.count && bytes[at + 1] == UInt8(ascii: "\n")
        }
        return bytes[at] == separator || bytes[at] == UInt8(ascii: "\n")
    }

    private static func lineEnd(in bytes: Span<UInt8>, from end: Int) -> Int {
        guard end < bytes.count else { return end }
        return bytes[end] == UInt8(ascii: "\r") ? end + 2 : end + 1
    }

    private func check(length: Int, line: Int) throws(TableError) {
        guard length <= limits.cellBytes else {
            throw .cellTooLong(position(line), bytesMost: limits.cellBytes)
        }
    }

    /// The position of the cell that is being looked at.
    private func position(_ line: Int) -> CellPosition {
        CellPosition(line: line, column: cells.count + 1)
    }
}

extension CSVRecord {
    /// A cell's text, with each pair of quotation marks made one.
    static func unescaped(_ cell: Cell, in bytes: Span<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(cell.end - cell.start)
        var at = cell.start
        while at < cell.end {
            text.append(bytes[at])
            at += bytes[at] == UInt8(ascii: "\"") ? 2 : 1
        }
        return text
    }

    /// - Throws: ``TableError/notUTF8(_:)`` for the first cell of the record that is not.
    func checkUTF8(in bytes: Span<UInt8>) throws(TableError) {
        guard !isASCII else { return }
        for (index, cell) in cells.enumerated() {
            do {
                _ = try UTF8Span(validating: bytes.extracting(cell.start..<cell.end))
            } catch {
                throw .notUTF8(CellPosition(line: line, column: index + 1))
            }
        }
    }
}
