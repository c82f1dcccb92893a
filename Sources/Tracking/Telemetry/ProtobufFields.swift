/// The fields of a protobuf message, one after the other.
///
/// It never reads past the end, and no field takes more time than it has bytes.
///
/// Source: https://protobuf.dev/programming-guides/encoding
struct ProtobufFields {
    enum Value {
        case varint(UInt64)
        case fixed64(UInt64)
        case fixed32(UInt32)
        case bytes(ArraySlice<UInt8>)
    }

    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    /// - Returns: `nil` at the end.
    /// - Throws: `malformed` for bytes that are no field; groups, which no message has today, are none.
    mutating func next() throws(TelemetryError) -> (number: Int, value: Value)? {
        guard !rest.isEmpty else { return nil }
        let tag = try varint()
        let number = tag >> 3
        guard (1...536_870_911).contains(number) else { throw .malformed("a field has no number") }
        switch tag & 7 {
        case 0: return (Int(number), .varint(try varint()))
        case 1: return (Int(number), .fixed64(try fixed(8)))
        case 2:
            let count = try varint()
            guard count <= UInt64(rest.count) else { throw .malformed("a field does not end") }
            return (Int(number), .bytes(take(Int(count))))
        case 5: return (Int(number), .fixed32(UInt32(try fixed(4))))
        default: throw .malformed("a field is of no type that there is")
        }
    }

    private mutating func varint() throws(TelemetryError) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            guard let byte = rest.popFirst() else { throw .malformed("a number does not end") }
            value |= UInt64(byte & 0x7F) << shift
            guard byte & 0x80 != 0 else { return value }
        }
        throw .malformed("a number has more than 64 bits")
    }

    private mutating func fixed(_ count: Int) throws(TelemetryError) -> UInt64 {
        guard rest.count >= count else { throw .malformed("a number does not end") }
        return take(count).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    private mutating func take(_ count: Int) -> ArraySlice<UInt8> {
        let taken = rest.prefix(count)
        rest = rest.dropFirst(count)
        return taken
    }
}
