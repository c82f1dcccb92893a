/// Reads what ``ByteWriter`` writes, and never beyond the end.
struct ByteReader {
    private let bytes: [UInt8]
    private(set) var offset = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var left: Int { bytes.count - offset }

    mutating func read<T: FixedWidthInteger>(_ type: T.Type) throws(SketchError) -> T {
        let size = T.bitWidth / 8
        guard left >= size else { throw .endsEarly(offset: bytes.count) }
        var value = T.zero
        for index in (0..<size).reversed() {
            value = (T.bitWidth > 8 ? value << 8 : 0) | T(truncatingIfNeeded: bytes[offset + index])
        }
        offset += size
        return value
    }

    mutating func readDouble() throws(SketchError) -> Double {
        Double(bitPattern: try read(UInt64.self))
    }

    mutating func read(count: Int) throws(SketchError) -> [UInt8] {
        guard count >= 0, left >= count else { throw .endsEarly(offset: bytes.count) }
        defer { offset += count }
        return Array(bytes[offset..<offset + count])
    }

    /// At most ten bytes, below 2⁶³.
    mutating func readVarint() throws(SketchError) -> Int {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 63, by: 7) {
            let byte = try read(UInt8.self)
            value |= UInt64(byte & 127) << shift
            if byte < 128 { return Int(value & UInt64(Int64.max)) }
        }
        throw .fieldInvalid("variable-length number")
    }

    /// A count of things of which each takes at least so many of the bytes that are left.
    mutating func readCount(bytesEach: Int) throws(SketchError) -> Int {
        let count = try readVarint()
        guard count <= left / bytesEach else { throw .endsEarly(offset: bytes.count) }
        return count
    }

    mutating func readText() throws(SketchError) -> String {
        let raw = try read(count: try readVarint())
        guard let text = String(validating: raw, as: UTF8.self) else {
            throw .fieldInvalid("text, which is no UTF-8,")
        }
        return text
    }

    func requireEnd() throws(SketchError) {
        guard left == 0 else { throw .trailingBytes(left) }
    }
}
