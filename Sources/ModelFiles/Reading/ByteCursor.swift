/// Reads forward through bytes, a window of them in memory at a time.
struct ByteCursor {
    let bytes: Bytes
    /// Bytes from the start of the range, from 0 to its count.
    private(set) var position: Int
    private var window: [UInt8] = []
    private var windowStart = 0

    private static let windowSize = 1 << 16

    init(_ bytes: Bytes, at position: Int = 0) {
        self.bytes = bytes
        self.position = min(max(0, position), bytes.count)
    }

    var remaining: Int { bytes.count - position }
    var isAtEnd: Bool { position >= bytes.count }

    mutating func move(to offset: Int) {
        position = min(max(0, offset), bytes.count)
    }

    /// The next byte, which stays unread; `nil` at the end.
    mutating func peek() -> UInt8? {
        let index = position - windowStart
        if index >= 0 && index < window.count { return window[index] }
        guard position < bytes.count else { return nil }
        windowStart = position
        window = bytes.array(at: position, count: Self.windowSize)
        return window.first
    }

    mutating func byte() -> UInt8? {
        guard let byte = peek() else { return nil }
        position += 1
        return byte
    }

    /// The next `count` bytes, or `nil` when fewer are left; then nothing is read.
    mutating func take(_ count: Int) -> [UInt8]? {
        guard count >= 0, count <= remaining else { return nil }
        let index = position - windowStart
        let taken: [UInt8]
        if index >= 0, count <= window.count, index <= window.count - count {
            taken = Array(window[index..<(index + count)])
        } else {
            taken = bytes.array(at: position, count: count)
        }
        guard taken.count == count else { return nil }
        position += count
        return taken
    }

    /// Passes over bytes; `false` when fewer are left, and then none is passed over.
    mutating func skip(_ count: Int) -> Bool {
        guard count >= 0, count <= remaining else { return false }
        position += count
        return true
    }

    /// An unsigned number of up to 8 bytes, the least significant first.
    mutating func littleEndian(_ width: Int) -> UInt64? {
        var value: UInt64 = 0
        guard width <= remaining else { return nil }
        for index in 0..<width {
            guard let byte = byte() else { return nil }
            value |= UInt64(byte) << (8 * UInt64(index))
        }
        return value
    }

    /// The bytes before the next newline, which is read too; `nil` without one within the limit.
    ///
    /// - Parameter limit: The most bytes that a line may have.
    /// - Returns: The line without its newline.
    mutating func line(limit: Int) -> [UInt8]? {
        let start = position
        var line: [UInt8] = []
        while line.count <= limit, peek() != nil {
            let rest = window[(position - windowStart)...]
            let end = rest.firstIndex(of: UInt8(ascii: "\n"))
            let taken = rest[..<(end ?? rest.endIndex)].prefix(limit + 1 - line.count)
            line += taken
            position += taken.count
            if let end, taken.endIndex == end {
                guard line.count <= limit else { break }
                position += 1
                return line
            }
        }
        position = start
        return nil
    }
}
