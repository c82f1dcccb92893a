/// Reads whole numbers that are written as differences in blocks, as many at a time as wanted.
///
/// Source: Apache Parquet, *Encodings*, delta encoding (`DELTA_BINARY_PACKED`).
struct DeltaDecoder {
    private let bytes: [UInt8]
    private let end: Int
    private var at: Int
    private var blockSize = 0
    private var miniblockSize = 0
    /// Numbers in all.
    private(set) var count = 0
    private var left = 0
    private var isFirst = true
    private var value: Int64 = 0
    private var leastDelta: Int64 = 0
    /// Bits of each difference, for each part of the block.
    private var widths: [UInt8] = []
    private var part = 0
    private var partLeft = 0
    private var bit = 0

    static let blockSizeMost = 1 << 16

    init(_ bytes: [UInt8], from start: Int, to end: Int) throws(TableError) {
        self.bytes = bytes
        self.end = end
        at = start
        blockSize = try size()
        let parts = try size()
        count = try size()
        value = try zigzag()
        guard blockSize > 0, blockSize <= Self.blockSizeMost, parts > 0,
            blockSize.isMultiple(of: parts), (blockSize / parts).isMultiple(of: 8)
        else { throw .damaged(.parquet, "differences in blocks of no known size") }
        miniblockSize = blockSize / parts
        widths = [UInt8](repeating: 0, count: parts)
        part = parts
        left = count
    }

    /// Where the bytes behind the last number begin.
    ///
    /// - Complexity: O(blocks).
    func endOfBlocks() throws(TableError) -> Int {
        var copy = self
        copy.left = max(0, copy.left - 1)
        while copy.left > 0 {
            if copy.part == copy.widths.count { try copy.beginBlock() }
            copy.at = try copy.endOfPart()
            copy.left -= min(copy.left, miniblockSize)
            copy.part += 1
        }
        return copy.at
    }

    /// Fills a buffer with the next numbers.
    ///
    /// - Throws: ``TableError/damaged(_:_:)`` when there are fewer.
    mutating func next(_ values: UnsafeMutableBufferPointer<Int64>) throws(TableError) {
        guard values.count <= left else { throw Self.short }
        var filled = 0
        if isFirst, !values.isEmpty {
            values[0] = value
            (isFirst, filled) = (false, 1)
        }
        while filled < values.count {
            if partLeft == 0 { try beginPart() }
            let count = min(partLeft, values.count - filled)
            add(UnsafeMutableBufferPointer(rebasing: values[filled..<(filled + count)]))
            partLeft -= count
            filled += count
        }
        left -= values.count
    }

    /// Adds up differences of the part at hand.
    private mutating func add(_ values: UnsafeMutableBufferPointer<Int64>) {
        let width = Int(widths[part - 1])
        var (sum, place) = (value, bit)
        bytes.withUnsafeBytes { bytes in
            for index in values.indices {
                let delta = BitUnpacker.number(bytes, end: at, bit: place, width: width)
                sum = sum &+ leastDelta &+ Int64(bitPattern: delta)
                values[index] = sum
                place += width
            }
        }
        (value, bit) = (sum, place)
    }

    private mutating func beginPart() throws(TableError) {
        if part == widths.count { try beginBlock() }
        bit = at * 8
        at = try endOfPart()
        part += 1
        partLeft = miniblockSize
    }

    private mutating func beginBlock() throws(TableError) {
        leastDelta = try zigzag()
        guard widths.count <= end - at else { throw Self.short }
        for index in widths.indices { widths[index] = bytes[at + index] }
        at += widths.count
        part = 0
    }

    private func endOfPart() throws(TableError) -> Int {
        let width = Int(widths[part])
        guard width <= 64 else { throw .damaged(.parquet, "differences of more than 64 bits") }
        let size = miniblockSize / 8 * width
        guard size <= end - at else { throw Self.short }
        return at + size
    }

    private mutating func size() throws(TableError) -> Int {
        guard let size = Int(exactly: try varint()), size <= Int(Int32.max) else {
            throw .damaged(.parquet, "differences in blocks of no known size")
        }
        return size
    }

    private mutating func zigzag() throws(TableError) -> Int64 {
        let value = try varint()
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    private mutating func varint() throws(TableError) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            guard at < end else { throw Self.short }
            let byte = bytes[at]
            at += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw .damaged(.parquet, "a number of more than ten bytes")
    }

    private static let short = TableError.damaged(.parquet, "a page has fewer values than it says")
}
