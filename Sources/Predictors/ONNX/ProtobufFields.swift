/// A protobuf message's fields, in the file's order.
///
/// Source: protobuf.dev, *Encoding*.
struct ProtobufFields {
    enum Content {
        case varint(UInt64)
        case fixed(UInt64)
        case bytes(ArraySlice<UInt8>)
    }

    struct Field {
        let number: Int
        let content: Content
    }

    private let bytes: ArraySlice<UInt8>
    private var at: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        at = bytes.startIndex
    }

    /// The next field; `nil` at the end.
    ///
    /// - Throws: ``DocumentFault`` where the bytes are no field.
    mutating func next() throws(DocumentFault) -> Field? {
        guard at < bytes.endIndex else { return nil }
        let tag = try varint()
        guard tag >> 3 > 0, tag >> 3 < 1 << 29 else { throw fault("a tag is malformed") }
        let number = Int(tag >> 3)
        switch tag & 7 {
        case 0: return Field(number: number, content: .varint(try varint()))
        case 1: return Field(number: number, content: .fixed(try fixed(8)))
        case 5: return Field(number: number, content: .fixed(try fixed(4)))
        case 2:
            guard let count = Int(exactly: try varint()), count <= bytes.endIndex - at else {
                throw fault("field \(number) is cut off")
            }
            at += count
            return Field(number: number, content: .bytes(bytes[at - count..<at]))
        default: throw fault("wire type \(tag & 7) is unknown")
        }
    }

    private func fault(_ reason: String) -> DocumentFault {
        DocumentFault(offset: at, reason: reason)
    }

    mutating func varint() throws(DocumentFault) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            guard at < bytes.endIndex else { break }
            let byte = bytes[at]
            at += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw fault("a number is cut off")
    }

    mutating func fixed(_ width: Int) throws(DocumentFault) -> UInt64 {
        guard width <= bytes.endIndex - at else { throw fault("a number is cut off") }
        var value: UInt64 = 0
        for offset in 0..<width { value |= UInt64(bytes[at + offset]) << (8 * UInt64(offset)) }
        at += width
        return value
    }

    var isAtEnd: Bool { at >= bytes.endIndex }
}

extension ProtobufFields.Field {
    var message: ArraySlice<UInt8>? {
        if case .bytes(let bytes) = content { bytes } else { nil }
    }

    var text: String? { message.map { String(decoding: $0, as: UTF8.self) } }

    var integer: Int64? {
        if case .varint(let value) = content { Int64(bitPattern: value) } else { nil }
    }

    /// The whole numbers of a repeated field's piece: one, or many packed.
    func integers() throws(DocumentFault) -> [Double] {
        if let integer { return [Double(integer)] }
        guard let message else { return [] }
        var fields = ProtobufFields(message)
        var integers: [Double] = []
        while !fields.isAtEnd {
            integers.append(Double(Int64(bitPattern: try fields.varint())))
        }
        return integers
    }

    /// The float32 or float64 numbers of a repeated field's piece.
    func floats(width: Int) throws(DocumentFault) -> [Double] {
        if case .fixed(let bits) = content { return [Self.float(bits, width: width)] }
        guard let message else { return [] }
        var fields = ProtobufFields(message)
        var floats: [Double] = []
        floats.reserveCapacity(message.count / width)
        while !fields.isAtEnd {
            floats.append(Self.float(try fields.fixed(width), width: width))
        }
        return floats
    }

    static func float(_ bits: UInt64, width: Int) -> Double {
        width == 8
            ? Double(bitPattern: bits)
            : Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    }
}
