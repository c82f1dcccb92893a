/// The messages of an Arrow stream, one after another, or those that an Arrow file's footer names.
///
/// Source: Apache Arrow, *Columnar format*, encapsulated message format and file format;
/// `Message.fbs`, `File.fbs`.
struct ArrowMessages {
    /// What a message is.
    enum Message {
        case schema(FlatTable)
        case dictionary(FlatTable)
        case batch(FlatTable)
        case other
    }

    private enum Source {
        case stream(ByteStream)
        /// A file, and where the messages that are left stand, the next one last.
        case file(FileBytes, blocks: [Block])
    }

    private var source: Source
    private let limits: TableLimits
    /// Of a stream: bytes of the last message's body that were not read, and how many were.
    private var bodyLeft = 0
    private var bodyAt = 0
    /// Of a file: where the body of the last message begins.
    private var bodyStart = 0
    /// Of a file: what its footer says the columns are.
    private(set) var schema: FlatTable?

    init(_ stream: ByteStream, limits: TableLimits) {
        source = .stream(stream)
        self.limits = limits
    }

    /// Reads a file's footer.
    init(_ file: FileBytes, limits: TableLimits) throws(TableError) {
        self.limits = limits
        let footer = try ArrowFooter(file, limits: limits)
        schema = footer.schema
        source = .file(file, blocks: footer.blocks.reversed())
    }

    /// Passes over the magic and the padding that an Arrow file begins with.
    mutating func skipMagic() throws(TableError) {
        guard case .stream(var stream) = source else { return }
        _ = try stream.skip(8)
        source = .stream(stream)
    }

    /// The next message, past what was not read of the one before.
    ///
    /// - Returns: `nil` at the end.
    mutating func next() throws(TableError) -> Message? {
        switch source {
        case .stream(var stream):
            source = .stream(ByteStream(bytes: []))
            defer { source = .stream(stream) }
            return try next(&stream)
        case .file(let file, var blocks):
            guard let block = blocks.popLast() else { return nil }
            source = .file(file, blocks: blocks)
            return try read(block, file)
        }
    }

    private mutating func next(_ stream: inout ByteStream) throws(TableError) -> Message? {
        guard try stream.skip(bodyLeft) else { throw Self.short }
        (bodyLeft, bodyAt) = (0, 0)
        let mark = try stream.bytes(4)
        if mark.isEmpty { return nil }
        guard mark.count == 4 else { throw Self.short }
        guard mark == Self.mark else {
            throw .damaged(.arrowStream, "a message does not begin with its mark")
        }
        let sizes = try stream.bytes(4)
        guard sizes.count == 4 else { throw Self.short }
        let size = sizes.reversed().reduce(0) { $0 << 8 | Int($1) }
        if size == 0 { return nil }
        try checkDescription(size)
        let bytes = try stream.bytes(size)
        guard bytes.count == size else { throw Self.short }
        let table = try FlatTable(bytes)
        bodyLeft = try table.number(3, size: 8)
        guard bodyLeft >= 0 else { throw .damaged(.arrowStream, "a body of \(bodyLeft) bytes") }
        return try Self.message(table)
    }

    private mutating func read(_ block: Block, _ file: FileBytes) throws(TableError) -> Message {
        try checkDescription(block.descriptionBytes)
        let bytes = try file.bytes(at: block.offset, count: block.descriptionBytes)
        // Before 2019 the size came without the mark.
        let start = bytes.starts(with: Self.mark) ? 8 : 4
        guard bytes.count > start else { throw Self.short }
        bodyStart = block.offset + block.descriptionBytes
        bodyLeft = block.bodyBytes
        return try Self.message(FlatTable(Array(bytes[start...])))
    }

    private func checkDescription(_ size: Int) throws(TableError) {
        guard size <= limits.metadataBytes else {
            throw .tooLarge("a message's description", bytesMost: limits.metadataBytes)
        }
    }

    private static func message(_ table: FlatTable) throws(TableError) -> Message {
        guard let header = try table.table(2) else { return .other }
        switch try table.number(1, size: 1) {
        case 1: return .schema(header)
        case 2: return .dictionary(header)
        case 3: return .batch(header)
        default: return .other
        }
    }

    /// Bytes of the message's body, which in a stream must come behind those read before.
    mutating func body(at offset: Int, count: Int) throws(TableError) -> [UInt8] {
        guard count > 0 else { return [] }
        switch source {
        case .file(let file, _):
            guard offset >= 0, offset <= bodyLeft, count <= bodyLeft - offset else {
                throw .damaged(.arrowFile, "a buffer is not in its message")
            }
            return try file.bytes(at: bodyStart + offset, count: count)
        case .stream(var stream):
            guard offset >= bodyAt, offset - bodyAt <= bodyLeft,
                count <= bodyLeft - (offset - bodyAt)
            else { throw .damaged(.arrowStream, "a buffer is not behind the others") }
            source = .stream(ByteStream(bytes: []))
            guard try stream.skip(offset - bodyAt) else { throw Self.short }
            let bytes = try stream.bytes(count)
            guard bytes.count == count else { throw Self.short }
            source = .stream(stream)
            bodyLeft -= offset - bodyAt + count
            bodyAt = offset + count
            return bytes
        }
    }

    private static let mark: [UInt8] = [0xFF, 0xFF, 0xFF, 0xFF]
    private static let short = TableError.damaged(.arrowStream, "it ends within a message")
}

extension ArrowMessages {
    /// Where a message of a file stands.
    struct Block {
        let offset: Int
        /// With the mark and the size before it.
        let descriptionBytes: Int
        let bodyBytes: Int
    }
}
