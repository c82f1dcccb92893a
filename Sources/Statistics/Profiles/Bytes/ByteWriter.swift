/// Bytes as sketches write them: the lowest byte of a number first.
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    mutating func write<T: FixedWidthInteger>(_ value: T) {
        var value = value
        for _ in 0..<(T.bitWidth / 8) {
            bytes.append(UInt8(truncatingIfNeeded: value))
            if T.bitWidth > 8 { value >>= 8 }
        }
    }

    mutating func write(_ value: Double) { write(value.bitPattern) }

    mutating func write(_ raw: [UInt8]) { bytes += raw }

    /// Seven bits a byte, the lowest first, the eighth set while more follow.
    mutating func writeVarint(_ value: Int) {
        var rest = UInt64(max(value, 0))
        while rest > 127 {
            bytes.append(UInt8(rest & 127) | 128)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    /// Its length as a varint, then its UTF-8.
    mutating func write(_ text: String) {
        writeVarint(text.utf8.count)
        bytes += text.utf8
    }
}
