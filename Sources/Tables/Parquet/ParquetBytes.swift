/// The bytes of a Parquet file, to be read at any place.
struct ParquetBytes {
    let size: Int
    private let file: OpenFile?
    private let memory: [UInt8]

    init(_ file: OpenFile, size: Int) {
        self.file = file
        self.size = size
        memory = []
    }

    init(_ bytes: [UInt8]) {
        file = nil
        size = bytes.count
        memory = bytes
    }

    /// - Throws: ``TableError/damaged(_:_:)`` when the file has no such bytes.
    func bytes(at offset: Int, count: Int) throws(TableError) -> [UInt8] {
        guard offset >= 0, count >= 0, offset <= size, count <= size - offset else {
            throw .damaged(.parquet, "\(count) bytes at \(offset) are not in its \(size)")
        }
        guard let file else { return Array(memory[offset..<(offset + count)]) }
        let bytes = try file.bytes(at: offset, count: count)
        guard bytes.count == count else {
            throw .damaged(.parquet, "it became shorter while it was read")
        }
        return bytes
    }
}
