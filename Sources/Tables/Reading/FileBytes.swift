/// The bytes of a file, to be read at any place.
struct FileBytes {
    let size: Int
    private let format: TableFormat
    private let file: OpenFile?
    private let memory: [UInt8]

    /// An open file, of a format that errors say is damaged.
    init(_ file: OpenFile, size: Int, format: TableFormat) {
        self.file = file
        self.size = size
        self.format = format
        memory = []
    }

    init(_ bytes: [UInt8], format: TableFormat) {
        file = nil
        size = bytes.count
        self.format = format
        memory = bytes
    }

    /// - Throws: ``TableError/damaged(_:_:)`` when the file has no such bytes.
    func bytes(at offset: Int, count: Int) throws(TableError) -> [UInt8] {
        guard offset >= 0, count >= 0, offset <= size, count <= size - offset else {
            throw .damaged(format, "\(count) bytes at \(offset) are not in its \(size)")
        }
        guard let file else { return Array(memory[offset..<(offset + count)]) }
        let bytes = try file.bytes(at: offset, count: count)
        guard bytes.count == count else {
            throw .damaged(format, "it became shorter while it was read")
        }
        return bytes
    }
}
