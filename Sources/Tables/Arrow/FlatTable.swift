/// A table of FlatBuffers among bytes that nobody has checked.
///
/// Fields that are not there have the value that the schema gives them, mostly zero.
///
/// Source: Google, *FlatBuffers internals*.
struct FlatTable {
    private let bytes: [UInt8]
    private let at: Int
    /// Where the table's field offsets begin, and how many bytes they take.
    private let fields: Int
    private let fieldsEnd: Int

    /// The table that the bytes are.
    init(_ bytes: [UInt8]) throws(TableError) {
        try self.init(bytes, at: Self.reference(bytes, 0))
    }

    private init(_ bytes: [UInt8], at: Int) throws(TableError) {
        self.bytes = bytes
        self.at = at
        let back = Int(Int32(truncatingIfNeeded: try Self.number(bytes, at, size: 4)))
        let start = at - back
        let size = Int(truncatingIfNeeded: try Self.number(bytes, start, size: 2))
        guard size >= 4, size <= bytes.count - start else { throw Self.damaged }
        fields = start + 4
        fieldsEnd = start + size
    }

    private func place(_ field: Int) throws(TableError) -> Int? {
        let slot = fields + 2 * field
        guard slot + 2 <= fieldsEnd else { return nil }
        let offset = Int(truncatingIfNeeded: try Self.number(bytes, slot, size: 2))
        return offset == 0 ? nil : at + offset
    }

    /// A number of 1, 2, 4 or 8 bytes.
    func number(_ field: Int, size: Int, default value: Int = 0) throws(TableError) -> Int {
        guard let place = try place(field) else { return value }
        return Self.signed(try Self.number(bytes, place, size: size), size: size)
    }

    func flag(_ field: Int) throws(TableError) -> Bool { try number(field, size: 1) != 0 }

    func table(_ field: Int) throws(TableError) -> FlatTable? {
        guard let place = try place(field) else { return nil }
        return try FlatTable(bytes, at: Self.reference(bytes, place))
    }

    func text(_ field: Int) throws(TableError) -> String {
        guard let (start, count) = try vector(field, size: 1) else { return "" }
        return String(decoding: bytes[start..<(start + count)], as: UTF8.self)
    }

    /// A vector of tables; more than a number of them are refused.
    func tables(_ field: Int, most: Int) throws(TableError) -> [FlatTable] {
        guard let (start, count) = try vector(field, size: 4) else { return [] }
        guard count <= most else { throw .tooManyColumns(line: 1, most: most) }
        var tables: [FlatTable] = []
        for index in 0..<count {
            tables.append(try FlatTable(bytes, at: Self.reference(bytes, start + 4 * index)))
        }
        return tables
    }

    /// A vector of structures that are numbers of eight bytes each, one behind the other.
    func longs(_ field: Int, perElement: Int) throws(TableError) -> [Int] {
        guard let (start, count) = try vector(field, size: 8 * perElement) else { return [] }
        var numbers: [Int] = []
        numbers.reserveCapacity(count * perElement)
        for index in 0..<(count * perElement) {
            let number = try Self.number(bytes, start + 8 * index, size: 8)
            numbers.append(Int(Int64(bitPattern: number)))
        }
        return numbers
    }

    /// Where a vector's elements begin, and how many there are.
    private func vector(
        _ field: Int, size: Int
    ) throws(TableError) -> (start: Int, count: Int)? {
        guard let place = try place(field) else { return nil }
        let start = try Self.reference(bytes, place)
        let count = Int(truncatingIfNeeded: try Self.number(bytes, start, size: 4))
        guard count <= (bytes.count - start - 4) / size else { throw Self.damaged }
        return (start + 4, count)
    }

    /// Where the offset at a place leads to.
    private static func reference(_ bytes: [UInt8], _ place: Int) throws(TableError) -> Int {
        let offset = Int(truncatingIfNeeded: try number(bytes, place, size: 4))
        guard offset > 0, offset < bytes.count - place else { throw damaged }
        return place + offset
    }

    private static func number(
        _ bytes: [UInt8], _ place: Int, size: Int
    ) throws(TableError) -> UInt64 {
        guard place >= 0, place <= bytes.count - size else { throw damaged }
        var value: UInt64 = 0
        for index in 0..<size { value |= UInt64(bytes[place + index]) << UInt64(8 * index) }
        return value
    }

    private static func signed(_ value: UInt64, size: Int) -> Int {
        let shift = UInt64(64 - 8 * size)
        return Int(Int64(bitPattern: value << shift) >> Int64(shift))
    }

    private static let damaged = TableError.damaged(
        .arrowStream, "a description leads out of its bytes")
}
