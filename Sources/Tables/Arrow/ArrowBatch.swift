/// A batch of rows: where each column's buffers lie in the body of its message.
///
/// Source: Apache Arrow, `Message.fbs`: `RecordBatch`.
struct ArrowBatch {
    /// One column's part of a batch, unpacked.
    struct Values {
        let rows: Int
        let nullCount: Int
        /// A bit a row, or empty when all rows have a value.
        let validity: [UInt8]
        /// What else the layout has, in its order.
        let buffers: [[UInt8]]

        var heldBytes: Int { buffers.reduce(validity.count) { $0 + $1.count } }
    }

    let rows: Int
    private let nodes: [Int]
    private let buffers: [Int]
    private let moreBuffers: [Int]
    private let codec: Unpacker.Codec
    private var node = 0
    private var buffer = 0
    private var more = 0

    init(_ table: FlatTable) throws(TableError) {
        rows = try table.number(0, size: 8)
        nodes = try table.longs(1, perElement: 2)
        buffers = try table.longs(2, perElement: 2)
        moreBuffers = try table.longs(4, perElement: 1)
        guard rows >= 0 else { throw .damaged(.arrowStream, "a batch of \(rows) rows") }
        guard let packing = try table.table(3) else {
            codec = .none
            return
        }
        switch try packing.number(0, size: 1) {
        case 0: codec = .lz4Frame
        case 1: codec = .zstd
        case let code: throw .damaged(.arrowStream, "a batch is packed in no known way (\(code))")
        }
    }

    /// Reads the next column's buffers.
    mutating func values(
        _ field: ArrowField, _ messages: inout ArrowMessages, limits: TableLimits
    ) throws(TableError) -> Values {
        guard node < nodes.count / 2 else {
            throw .damaged(.arrowStream, "a batch has fewer columns than the schema")
        }
        let (count, nullCount) = (nodes[2 * node], nodes[2 * node + 1])
        guard count >= 0 else { throw .damaged(.arrowStream, "a column of \(count) rows") }
        let range = try passOver(field)
        var read: [[UInt8]] = []
        var held = 0
        for index in range {
            let bytes = try unpack(
                messages.body(at: buffers[2 * index], count: max(0, buffers[2 * index + 1])),
                limits: limits)
            held += bytes.count
            guard held <= limits.heldBytes else {
                throw .tooLarge("a column of a batch", bytesMost: limits.heldBytes)
            }
            read.append(bytes)
        }
        return Values(
            rows: count, nullCount: field.stored == .null ? count : nullCount,
            validity: read.first ?? [], buffers: Array(read.dropFirst()))
    }

    /// Goes past a column and all that is inside it.
    ///
    /// - Returns: Which buffers are its own.
    @discardableResult
    mutating func passOver(_ field: ArrowField) throws(TableError) -> Range<Int> {
        node += 1
        let start = buffer
        let own = field.buffers
        buffer += own.count
        if own.areMore {
            guard more < moreBuffers.count, moreBuffers[more] >= 0,
                moreBuffers[more] <= buffers.count / 2
            else { throw .damaged(.arrowStream, "a batch does not count its buffers") }
            buffer += moreBuffers[more]
            more += 1
        }
        guard buffer <= buffers.count / 2 else {
            throw .damaged(.arrowStream, "a batch has fewer buffers than its columns need")
        }
        let range = start..<buffer
        guard field.dictionary == nil else { return range }
        for child in field.children { try passOver(child) }
        return range
    }

    /// Each packed buffer says its size first, or −1 when it is not packed after all.
    private func unpack(
        _ bytes: [UInt8], limits: TableLimits
    ) throws(TableError) -> [UInt8] {
        guard codec != .none, !bytes.isEmpty else { return bytes }
        guard bytes.count >= 8 else { throw .damaged(.arrowStream, "a buffer without its size") }
        let size = (0..<8).reduce(0) { $0 | Int(bytes[$1]) << (8 * $1) }
        if size == -1 { return Array(bytes[8...]) }
        guard size >= 0, size <= limits.heldBytes else {
            throw .tooLarge("a buffer of a batch", bytesMost: limits.heldBytes)
        }
        let unpacked = bytes.withUnsafeBytes {
            Unpacker.unpack(UnsafeRawBufferPointer(rebasing: $0[8...]), codec, count: size)
        }
        guard let unpacked else {
            throw .damaged(.arrowStream, "a buffer does not unpack to its size")
        }
        return unpacked
    }
}
