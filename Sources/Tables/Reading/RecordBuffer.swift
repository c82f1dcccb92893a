/// The text of a file in chunks, of which the unread rest is kept when the next chunk is read.
///
/// INVARIANT: `start <= end <= bytes.count`; unread are `bytes[start..<end]`.
struct RecordBuffer {
    /// How many bytes are read at once.
    static let chunkBytes = 1 << 18

    private(set) var bytes: [UInt8]
    private(set) var start = 0
    private(set) var end = 0
    /// Whether nothing comes after the bytes in the buffer.
    private(set) var isFinal = false
    private var stream: TextStream
    private let chunkBytes: Int

    /// - Parameters:
    ///   - stream: Text.
    ///   - chunkBytes: How many bytes are read at once, > 0.
    init(_ stream: TextStream, chunkBytes: Int = RecordBuffer.chunkBytes) {
        self.stream = stream
        // One byte more than a small file has shows where it ends.
        self.chunkBytes = min(chunkBytes, max(16, stream.sizeHint ?? chunkBytes) + 1)
        bytes = [UInt8](repeating: 0, count: self.chunkBytes)
    }

    var encoding: TextEncoding { stream.encoding }

    /// Marks the bytes before an offset as read.
    mutating func consume(to offset: Int) {
        start = min(max(offset, start), end)
    }

    /// Reads more behind the unread bytes; what was read is overwritten.
    ///
    /// - Parameter most: How many bytes the buffer may grow to.
    /// - Returns: Whether there was room. When a record fills all of it, there is none.
    /// - Throws: ``TableError`` of the file.
    mutating func refill(most: Int) throws(TableError) -> Bool {
        guard !isFinal else { return true }
        moveUnreadToFront()
        if end == bytes.count {
            guard bytes.count < most else { return false }
            let growth = min(bytes.count, most - bytes.count)
            bytes.append(contentsOf: repeatElement(0, count: growth))
        }
        // Until the room is full: a pipe hands over little at a time, and a record that is not
        // whole is looked through from its beginning after each refill.
        let full = end < chunkBytes ? min(chunkBytes, bytes.count) : bytes.count
        while end < full, !isFinal { try read(upTo: full) }
        return true
    }

    private mutating func read(upTo full: Int) throws(TableError) {
        let count = try bytes.withUnsafeMutableBufferPointer { room throws(TableError) in
            let buffer = UnsafeMutableRawBufferPointer(room)
            return try stream.read(
                into: UnsafeMutableRawBufferPointer(rebasing: buffer[end..<full]))
        }
        end += count
        isFinal = count == 0
    }

    private mutating func moveUnreadToFront() {
        guard start > 0 else { return }
        let unread = start..<end
        bytes.withUnsafeMutableBytes { buffer in
            // Moves within one array, which a slice of it would copy first.
            UnsafeMutableRawBufferPointer(rebasing: buffer[..<unread.count])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[unread]))
        }
        (start, end) = (0, unread.count)
    }

    /// Takes the unread bytes, and all that come, for Windows-1252 when they are not UTF-8.
    mutating func fallBackFromUTF8() {
        guard stream.encoding == .utf8, !isUTF8 else { return }
        let text = TextStream.fromWindows1252(bytes[start..<end])
        stream.becomes(.windows1252)
        (start, end) = (0, text.count)
        bytes = text + repeatElement(0, count: max(0, chunkBytes - text.count))
    }

    /// Whether the unread bytes are UTF-8, up to a character that may be cut at the end.
    private var isUTF8: Bool {
        var whole = end
        if !isFinal {
            // At most three bytes of a character may be here without the rest of it.
            var back = 1
            while back <= 3, whole - back >= start {
                let byte = bytes[whole - back]
                if byte & 0xC0 == 0xC0 {
                    let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
                    if length > back { whole -= back }
                    break
                }
                if byte < 0x80 { break }
                back += 1
            }
        }
        do {
            _ = try UTF8Span(validating: bytes.span.extracting(start..<whole))
            return true
        } catch {
            return false
        }
    }
}
