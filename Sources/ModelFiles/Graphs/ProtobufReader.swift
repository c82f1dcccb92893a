/// Reads protobuf's wire format field by field, without schemas.
///
/// Source: protobuf.dev, *Encoding*.
struct ProtobufReader {
    enum Value {
        case varint(UInt64)
        case bytes(Bytes)
        case fixed(UInt64)
    }

    struct Field {
        let number: Int
        let value: Value
        /// Bytes from the message's start to the field's content.
        let offset: Int
    }

    private var cursor: ByteCursor
    /// Why reading stopped before the end.
    private(set) var fault: String?

    init(_ bytes: Bytes) {
        cursor = ByteCursor(bytes)
    }

    var position: Int { cursor.position }

    /// The next field; `nil` at the end or where the bytes are no field.
    mutating func next() -> Field? {
        guard !cursor.isAtEnd, fault == nil else { return nil }
        guard let tag = varint(), tag >> 3 > 0, tag >> 3 < 1 << 29 else {
            return fail("a tag cannot be read")
        }
        let number = Int(tag >> 3)
        switch tag & 7 {
        case 0: return varint().map { Field(number: number, value: .varint($0), offset: position) }
        case 1: return fixed(number, 8)
        case 5: return fixed(number, 4)
        case 2: return lengthDelimited(number)
        default: return fail("wire type \(tag & 7)")
        }
    }

    private mutating func fail(_ reason: String) -> Field? {
        fault = reason
        return nil
    }

    private mutating func fixed(_ number: Int, _ width: Int) -> Field? {
        let start = cursor.position
        guard let value = cursor.littleEndian(width) else { return fail("a number is cut off") }
        return Field(number: number, value: .fixed(value), offset: start)
    }

    private mutating func lengthDelimited(_ number: Int) -> Field? {
        guard let length = varint() else { return fail("a length cannot be read") }
        let start = cursor.position
        guard let count = Int(exactly: length), cursor.skip(count) else {
            return fail("field \(number) says \(length) bytes, \(cursor.remaining) are left")
        }
        return Field(
            number: number, value: .bytes(cursor.bytes.slice(at: start, count: count)),
            offset: start)
    }

    private mutating func varint() -> UInt64? {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            guard let byte = cursor.byte() else { return nil }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        return nil
    }
}

extension ProtobufReader.Field {
    var message: Bytes? {
        if case .bytes(let bytes) = value { bytes } else { nil }
    }

    /// A text of at most 64 KiB.
    var text: String? {
        message.map { String(decoding: $0.array(at: 0, count: 1 << 16), as: UTF8.self) }
    }

    var number64: UInt64? {
        if case .varint(let number) = value { number } else { nil }
    }
}

extension Bytes {
    /// Numbers that stand one behind the other, up to a limit and to the first fault.
    func packedVarints(limit: Int) -> [UInt64] {
        var numbers: [UInt64] = []
        var value: UInt64 = 0
        var shift: UInt64 = 0
        for byte in array(at: 0, count: limit * 10) where numbers.count < limit && shift < 64 {
            value |= UInt64(byte & 0x7F) << shift
            shift += 7
            if byte < 0x80 {
                numbers.append(value)
                (value, shift) = (0, 0)
            }
        }
        return numbers
    }

    /// The fields of a message, up to a limit and to the first fault.
    func protobufFields(limit: Int = 1_000_000) -> [ProtobufReader.Field] {
        var reader = ProtobufReader(self)
        var fields: [ProtobufReader.Field] = []
        while fields.count < limit, let field = reader.next() { fields.append(field) }
        return fields
    }
}
