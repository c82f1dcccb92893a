/// The bytes of a file or of memory, one after another, of which the first may be looked at.
struct ByteStream {
    /// `nil` over bytes in memory.
    private let file: OpenFile?
    /// Bytes that were read and not handed out yet.
    private var ahead: [UInt8]
    private var aheadStart = 0

    init(_ file: OpenFile) {
        self.file = file
        ahead = []
    }

    init(bytes: [UInt8]) {
        file = nil
        ahead = bytes
    }

    /// How many bytes there are in all, as far as it is known.
    var sizeHint: Int? { file == nil ? ahead.count : file?.size }

    /// The first bytes, which stay unread.
    ///
    /// - Returns: As many as asked for, or all there are.
    mutating func peek(_ count: Int) throws(TableError) -> ArraySlice<UInt8> {
        while ahead.count - aheadStart < count, let file {
            var more = [UInt8](repeating: 0, count: count - (ahead.count - aheadStart))
            var got = 0
            got = try more.withUnsafeMutableBufferPointer { room throws(TableError) in
                let buffer = UnsafeMutableRawBufferPointer(room)
                return try file.read(into: buffer)
            }
            if got == 0 { break }
            ahead.append(contentsOf: more[..<got])
        }
        return ahead[aheadStart..<min(ahead.count, aheadStart + count)]
    }

    /// Reads what comes next.
    ///
    /// - Returns: How many bytes, at least one; 0 at the end.
    mutating func read(into room: UnsafeMutableRawBufferPointer) throws(TableError) -> Int {
        guard aheadStart < ahead.count else {
            return try file?.read(into: room) ?? 0
        }
        let count = min(room.count, ahead.count - aheadStart)
        ahead.withUnsafeBytes { bytes in
            room.copyMemory(
                from: UnsafeRawBufferPointer(rebasing: bytes[aheadStart..<(aheadStart + count)]))
        }
        aheadStart += count
        if aheadStart == ahead.count { (ahead, aheadStart) = ([], 0) }
        return count
    }

    /// Reads exactly so many bytes, growing as they come: a count may lie.
    ///
    /// - Returns: The bytes; fewer at the end.
    mutating func bytes(_ count: Int) throws(TableError) -> [UInt8] {
        var bytes: [UInt8] = []
        let step = 1 << 20
        while bytes.count < count {
            let filled = bytes.count
            bytes.append(contentsOf: repeatElement(0, count: min(step, count - filled)))
            let got = try bytes.withUnsafeMutableBufferPointer { room throws(TableError) in
                let buffer = UnsafeMutableRawBufferPointer(room)
                return try fill(UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
            }
            if filled + got < bytes.count {
                bytes.removeLast(bytes.count - filled - got)
                break
            }
        }
        return bytes
    }

    /// - Returns: How many bytes there were, when the stream ends before the room does.
    private mutating func fill(_ room: UnsafeMutableRawBufferPointer) throws(TableError) -> Int {
        var filled = 0
        while filled < room.count {
            let got = try read(into: UnsafeMutableRawBufferPointer(rebasing: room[filled...]))
            if got == 0 { break }
            filled += got
        }
        return filled
    }

    /// Passes over bytes.
    ///
    /// - Returns: Whether there were so many.
    mutating func skip(_ count: Int) throws(TableError) -> Bool {
        var left = count
        while left > 0 {
            let got = try bytes(min(left, 1 << 16)).count
            if got == 0 { return false }
            left -= got
        }
        return true
    }
}
