/// Finds the lines of a file and walks through the object on each.
struct JSONLine {
    let limits: TableLimits
    /// The line found last; counts from 1.
    private(set) var number = 0

    init(limits: TableLimits) { self.limits = limits }

    /// Looks for a line that is not blank.
    ///
    /// - Parameters:
    ///   - bytes: The bytes in the buffer.
    ///   - at: Where the next line begins; then where the one after the line found does.
    ///   - isFinal: Whether the file ends with these bytes.
    /// - Returns: The line; `nil` when the bytes end before it does, or there is none.
    /// - Throws: ``TableError`` when the line is too long or not UTF-8.
    mutating func next(
        in bytes: Span<UInt8>, at: inout Int, isFinal: Bool
    ) throws(TableError) -> Range<Int>? {
        while at < bytes.count {
            var end = at
            while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
            guard end < bytes.count || isFinal else { return nil }
            number += 1
            guard end - at <= limits.recordBytes else {
                throw .recordTooLong(line: number, bytesMost: limits.recordBytes)
            }
            // A byte order mark may stand before the first line.
            let start = number == 1 && Self.hasByteOrderMark(bytes, at) ? at + 3 : at
            at = min(end + 1, bytes.count)
            if Self.isBlank(bytes, start..<end) { continue }
            do {
                _ = try UTF8Span(validating: bytes.extracting(start..<end))
            } catch {
                throw .notUTF8(CellPosition(line: number, column: 1))
            }
            return start..<end
        }
        return nil
    }

    private static func isBlank(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for index in range {
            let byte = bytes[index]
            guard byte == 0x20 || byte == 0x09 || byte == 0x0D else { return false }
        }
        return true
    }

    private static func hasByteOrderMark(_ bytes: Span<UInt8>, _ at: Int) -> Bool {
        at + 3 <= bytes.count && bytes[at] == 0xEF && bytes[at + 1] == 0xBB && bytes[at + 2] == 0xBF
    }
}
