/// Turns a part of a column of a batch into numbers.
enum ArrowNumbers {
    /// Fills one slot a row, from the row `start` on, with whole numbers.
    static func read(
        _ bytes: [UInt8], from start: Int, bytesEach: Int, isSigned: Bool,
        _ room: UnsafeMutableBufferPointer<Int64>
    ) throws(TableError) {
        try check(bytes, from: start, count: room.count, bytesEach: bytesEach)
        bytes.withUnsafeBytes { raw in
            switch (bytesEach, isSigned) {
            case (1, true): fill(room, raw, start, Int8.self)
            case (1, false): fill(room, raw, start, UInt8.self)
            case (2, true): fill(room, raw, start, Int16.self)
            case (2, false): fill(room, raw, start, UInt16.self)
            case (4, true): fill(room, raw, start, Int32.self)
            case (4, false): fill(room, raw, start, UInt32.self)
            default: fill(room, raw, start, Int64.self)
            }
        }
    }

    @inline(__always)
    private static func fill<Number: FixedWidthInteger & BitwiseCopyable>(
        _ room: UnsafeMutableBufferPointer<Int64>, _ raw: UnsafeRawBufferPointer, _ start: Int,
        _ type: Number.Type
    ) {
        let size = MemoryLayout<Number>.size
        for index in room.indices {
            let offset = (start + index) * size
            room[index] = Int64(
                truncatingIfNeeded: raw.loadUnaligned(fromByteOffset: offset, as: type))
        }
    }

    static func read(
        _ bytes: [UInt8], from start: Int, floatBytes: Int,
        _ room: UnsafeMutableBufferPointer<Double>
    ) throws(TableError) {
        try check(bytes, from: start, count: room.count, bytesEach: floatBytes)
        let number: FixedNumber = floatBytes == 8 ? .double : floatBytes == 4 ? .float : .float16
        bytes.withUnsafeBytes { raw in
            let part = raw[(start * floatBytes)..<((start + room.count) * floatBytes)]
            number.read(UnsafeRawBufferPointer(rebasing: part), room)
        }
    }

    /// Decimals; what is missing may be any bytes and is passed over.
    static func read(
        _ bytes: [UInt8], from start: Int, decimalBytes: Int, scale: Int,
        present: UnsafeBufferPointer<UInt8>?, _ room: UnsafeMutableBufferPointer<Double>
    ) throws(TableError) {
        try check(bytes, from: start, count: room.count, bytesEach: decimalBytes)
        for index in room.indices where present?[index] != 0 {
            let at = (start + index) * decimalBytes
            let value = bytes[at..<(at + decimalBytes)]
            let low = value.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            let shift = UInt64(64 - 8 * min(decimalBytes, 8))
            let short = Int64(bitPattern: low << shift) >> Int64(shift)
            let filler: UInt8 = short < 0 ? 0xFF : 0
            room[index] =
                value.dropFirst(8).allSatisfy { $0 == filler }
                ? NumberMeaning.decimal(short, scale: scale)
                : DecimalText.number(value.reversed(), scale: scale)
        }
    }

    /// Spreads bits to bytes of 1 and 0.
    static func read(
        bits: [UInt8], from start: Int, _ room: UnsafeMutableBufferPointer<UInt8>
    ) throws(TableError) {
        guard room.count <= bits.count * 8 - start else { throw short }
        for index in room.indices {
            let bit = start + index
            room[index] = bits[bit >> 3] >> UInt8(bit & 7) & 1
        }
    }

    private static func check(
        _ bytes: [UInt8], from start: Int, count: Int, bytesEach: Int
    ) throws(TableError) {
        guard start + count <= bytes.count / bytesEach else { throw short }
    }

    private static let short = TableError.damaged(
        .arrowStream, "a column has fewer values than rows")
}
