/// A parameter of a statement, in PostgreSQL's binary form.
///
/// Source: PostgreSQL 15, `src/backend/utils/adt/arrayfuncs.c`, `array_recv`.
enum PostgresValue {
    /// Of whichever type the statement wants.
    case null
    case bigint(Int)
    case double(Double)
    case text(String?)
    case bytes([UInt8])
    case bigints([Int])
    case texts([String])
    case byteStrings([[UInt8]])

    /// The object id of the type.
    var typeID: UInt32 {
        switch self {
        case .null: 0
        case .bigint: 20
        case .double: 701
        case .text: 25
        case .bytes: 17
        case .bigints: 1_016
        case .texts: 1_009
        case .byteStrings: 1_001
        }
    }

    /// The value's bytes; `nil` for NULL.
    var encoded: [UInt8]? {
        switch self {
        case .null: nil
        case .bigint(let value): Self.bytes(of: Int64(value))
        case .double(let value): Self.bytes(of: value.bitPattern)
        case .text(let value): value.map { Array($0.utf8) }
        case .bytes(let value): value
        case .bigints(let values): Self.array(values.map { Self.bytes(of: Int64($0)) }, of: 20)
        case .texts(let values): Self.array(values.map { Array($0.utf8) }, of: 25)
        case .byteStrings(let values): Self.array(values, of: 17)
        }
    }

    private static func array(_ elements: [[UInt8]], of typeID: Int32) -> [UInt8] {
        let header: [Int32] =
            elements.isEmpty ? [0, 0, typeID] : [1, 0, typeID, Int32(elements.count), 1]
        var bytes = header.flatMap(bytes(of:))
        bytes.reserveCapacity(elements.reduce(bytes.count) { $0 + 4 + $1.count })
        for element in elements {
            bytes += Self.bytes(of: Int32(element.count))
            bytes += element
        }
        return bytes
    }

    private static func bytes(of value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian) { Array($0) }
    }
}
