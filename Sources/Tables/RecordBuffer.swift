import Glibc

/// Bytes of a file in chunks, of which the unread rest is kept when the next chunk is read.
///
/// The file stays open until the buffer is forgotten.
///
/// INVARIANT: `start <= end <= bytes.count`; unread are `bytes[start..<end]`.
struct RecordBuffer: ~Copyable {
    /// How many bytes are read at once.
    static let chunkBytes = 1 << 18

    private(set) var bytes: [UInt8]
    private(set) var start = 0
    private(set) var end: Int
    /// Whether nothing comes after the bytes in the buffer.
    private(set) var isFinal: Bool
    private let path: String
    /// `nil` over bytes in memory.
    private let descriptor: Int32?

    /// - Parameters:
    ///   - path: A file.
    ///   - chunkBytes: How many bytes are read at once, > 0.
    /// - Throws: ``TableError/unreadable(path:reason:)``.
    init(path: String, chunkBytes: Int = RecordBuffer.chunkBytes) throws(TableError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw .unreadable(path: path, reason: Self.reason(errno))
        }
        self.path = path
        self.descriptor = descriptor
        bytes = [UInt8](repeating: 0, count: chunkBytes)
        end = 0
        isFinal = false
    }

    init(bytes: [UInt8]) {
        path = ""
        descriptor = nil
        self.bytes = bytes
        end = bytes.count
        isFinal = true
    }

    deinit {
        if let descriptor { close(descriptor) }
    }

    /// Marks the bytes before an offset as read.
    mutating func consume(to offset: Int) {
        start = min(max(offset, start), end)
    }

    /// Reads more behind the unread bytes; what was read is overwritten.
    ///
    /// - Parameter most: How many bytes the buffer may grow to.
    /// - Returns: Whether there was room. When a record fills all of it, there is none.
    /// - Throws: ``TableError/unreadable(path:reason:)``.
    mutating func refill(most: Int) throws(TableError) -> Bool {
        guard let descriptor, !isFinal else { return true }
        moveUnreadToFront()
        if end == bytes.count {
            guard bytes.count < most else { return false }
            let growth = min(bytes.count, most - bytes.count)
            bytes.append(contentsOf: repeatElement(0, count: growth))
        }
        // Until the buffer is full: a pipe hands over little at a time, and a record that is not
        // whole is looked through from its beginning after each refill.
        while end < bytes.count, !isFinal {
            let count = try read(descriptor)
            end += count
            isFinal = count == 0
        }
        return true
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

    /// - Returns: How many bytes; 0 at the end of the file.
    private mutating func read(_ descriptor: Int32) throws(TableError) -> Int {
        while true {
            let free = end..<bytes.count
            let count = bytes.withUnsafeMutableBytes { buffer in
                let room = UnsafeMutableRawBufferPointer(rebasing: buffer[free])
                return Glibc.read(descriptor, room.baseAddress, room.count)
            }
            if count >= 0 { return count }
            guard errno == EINTR else {
                throw .unreadable(path: path, reason: Self.reason(errno))
            }
        }
    }

    private static func reason(_ code: Int32) -> String {
        strerror(code).map { String(cString: $0).lowercased() } ?? "error \(code)"
    }
}
