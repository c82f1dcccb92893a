/// Reads small whole numbers in runs and in packed groups of eight, as many at a time as wanted.
///
/// Source: Apache Parquet, *Encodings*, run length encoding / bit-packing hybrid.
struct RunLengthDecoder {
    private let bytes: [UInt8]
    private let end: Int
    private let width: Int
    private var at: Int
    /// What is left of a run, and its value.
    private var runLeft = 0
    private var runValue: Int32 = 0
    /// What is left of packed groups, and where its next bit is.
    private var packedLeft = 0
    private var bit = 0

    /// - Parameters:
    ///   - bytes: A page.
    ///   - range: The part of it that holds the numbers.
    ///   - width: Bits of each.
    /// - Throws: ``TableError/damaged(_:_:)`` when the width is above 32.
    init(_ bytes: [UInt8], _ range: Range<Int>, width: Int) throws(TableError) {
        guard width <= 32, range.upperBound <= bytes.count else {
            throw .damaged(.parquet, "numbers of \(width) bits where at most 32 may be")
        }
        self.bytes = bytes
        at = range.lowerBound
        end = range.upperBound
        self.width = width
    }

    /// Fills a buffer with the next numbers.
    ///
    /// - Throws: ``TableError/damaged(_:_:)`` when there are fewer.
    mutating func next(_ values: UnsafeMutableBufferPointer<Int32>) throws(TableError) {
        var filled = 0
        while filled < values.count {
            if runLeft > 0 {
                let count = min(runLeft, values.count - filled)
                UnsafeMutableBufferPointer(rebasing: values[filled..<(filled + count)])
                    .update(repeating: runValue)
                runLeft -= count
                filled += count
            } else if packedLeft > 0 {
                let count = min(packedLeft, values.count - filled)
                let room = UnsafeMutableBufferPointer(rebasing: values[filled..<(filled + count)])
                try unpack(room)
                packedLeft -= count
                filled += count
            } else {
                try beginRun()
            }
        }
    }

    /// Passes over the next numbers when one run holds them all and each is `value`.
    ///
    /// - Parameters:
    ///   - value: What they must be.
    ///   - count: How many, > 0.
    /// - Returns: Whether it did; else nothing was passed over.
    /// - Throws: ``TableError/damaged(_:_:)`` when there are none.
    mutating func skip(_ value: Int32, count: Int) throws(TableError) -> Bool {
        if runLeft == 0, packedLeft == 0 { try beginRun() }
        guard runLeft >= count, runValue == value else { return false }
        runLeft -= count
        return true
    }

    private mutating func beginRun() throws(TableError) {
        let head = try varint()
        let count = Int(truncatingIfNeeded: head >> 1)
        if head & 1 == 1 {
            let size = count.multipliedReportingOverflow(by: width)
            guard !size.overflow, count <= Int.max / 8 else { throw Self.short }
            packedLeft = count * 8
            bit = at * 8
            // The last group may be cut off behind the last value.
            at = min(end, at + min(size.partialValue, end - at))
            return
        }
        let size = (width + 7) / 8
        guard size <= end - at else { throw Self.short }
        var value: UInt32 = 0
        for index in 0..<size { value |= UInt32(bytes[at + index]) << UInt32(8 * index) }
        at += size
        runValue = Int32(bitPattern: value)
        runLeft = count
    }

    private mutating func unpack(_ values: UnsafeMutableBufferPointer<Int32>) throws(TableError) {
        guard values.count <= (at * 8 - bit) / max(width, 1) || width == 0 else {
            throw Self.short
        }
        BitUnpacker.unpack(bytes, end: at, bit: bit, width: width, into: values)
        bit += values.count * width
    }

    private mutating func varint() throws(TableError) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 35, by: 7) {
            guard at < end else { throw Self.short }
            let byte = bytes[at]
            at += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw .damaged(.parquet, "a run of more than 2³⁵ values")
    }

    private static let short = TableError.damaged(.parquet, "a page has fewer values than it says")
}

/// Takes numbers of so many bits each out of bytes, the lowest bit first.
enum BitUnpacker {
    /// Fills a buffer with numbers of at most 32 bits, the first of which begins at `bit`.
    ///
    /// The bytes before `end` must hold all of them.
    static func unpack(
        _ bytes: [UInt8], end: Int, bit: Int, width: Int,
        into values: UnsafeMutableBufferPointer<Int32>
    ) {
        let mask: UInt64 = (1 << UInt64(width)) - 1
        bytes.withUnsafeBytes { bytes in
            var bit = bit
            var index = 0
            while index < values.count, bit >> 3 + 8 <= end {
                let word = bytes.loadUnaligned(fromByteOffset: bit >> 3, as: UInt64.self)
                values[index] = Int32(truncatingIfNeeded: word >> UInt64(bit & 7) & mask)
                bit += width
                index += 1
            }
            while index < values.count {
                let word = word(bytes, at: bit >> 3, end: end)
                values[index] = Int32(truncatingIfNeeded: word >> UInt64(bit & 7) & mask)
                bit += width
                index += 1
            }
        }
    }

    /// Up to eight bytes, where fewer are left.
    private static func word(_ bytes: UnsafeRawBufferPointer, at: Int, end: Int) -> UInt64 {
        var word: UInt64 = 0
        for index in at..<max(at, min(at + 8, end)) {
            word |= UInt64(bytes[index]) << UInt64(8 * (index - at))
        }
        return word
    }

    /// One number of up to 64 bits.
    static func number(
        _ bytes: UnsafeRawBufferPointer, end: Int, bit: Int, width: Int
    ) -> UInt64 {
        let at = bit >> 3
        let shift = UInt64(bit & 7)
        var word = word(bytes, at: at, end: end) >> shift
        if Int(shift) + width > 64, at + 8 < end { word |= UInt64(bytes[at + 8]) << (64 - shift) }
        return width == 64 ? word : word & ((1 << UInt64(width)) - 1)
    }
}
