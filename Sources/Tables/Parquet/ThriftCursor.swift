/// Reads values of Thrift's compact protocol from bytes that nobody has checked.
///
/// Source: Apache Thrift, *Thrift Compact protocol encoding*.
struct ThriftCursor {
    /// What a field or an element is.
    enum Kind: UInt8 {
        case yes = 1, no, byte, int16, int32, int64, double, binary, list, set, map, structure, uuid
    }

    static let depthMost = 32

    let bytes: [UInt8]
    private(set) var at: Int

    init(_ bytes: [UInt8], at: Int = 0) {
        self.bytes = bytes
        self.at = at
    }

    /// The next field of a structure.
    ///
    /// `id` is the number of the field before, 0 before the first, and becomes this one's. `nil`
    /// comes after the last.
    mutating func field(_ id: inout Int) throws(TableError) -> Kind? {
        let byte = try byte()
        if byte == 0 { return nil }
        guard let kind = Kind(rawValue: byte & 0x0F) else {
            throw Self.damaged("a field of no type")
        }
        if byte >> 4 == 0 {
            id = Int(truncatingIfNeeded: try zigzag())
        } else {
            id &+= Int(byte >> 4)
        }
        return kind
    }

    mutating func integer(_ kind: Kind) throws(TableError) -> Int {
        switch kind {
        case .int16, .int32, .int64: return Int(truncatingIfNeeded: try zigzag())
        case .byte: return Int(Int8(bitPattern: try byte()))
        default: throw Self.damaged("a field is not the number it should be")
        }
    }

    mutating func bool(_ kind: Kind) throws(TableError) -> Bool {
        guard kind == .yes || kind == .no else {
            throw Self.damaged("a field is not the truth value it should be")
        }
        return kind == .yes
    }

    mutating func text(_ kind: Kind) throws(TableError) -> String {
        guard kind == .binary else { throw Self.damaged("a field is not the text it should be") }
        let range = try blob()
        return String(decoding: bytes[range], as: UTF8.self)
    }

    /// - Returns: How many elements follow, each at least one byte, and what they are.
    mutating func list(_ kind: Kind) throws(TableError) -> (count: Int, of: Kind) {
        guard kind == .list || kind == .set else {
            throw Self.damaged("a field is not the list it should be")
        }
        let head = try byte()
        let count = head >> 4 == 15 ? try varint() : UInt64(head >> 4)
        guard count <= UInt64(bytes.count - at) else {
            throw Self.damaged("a list is longer than what follows")
        }
        // Some writers give an empty list no type.
        guard count > 0 else { return (0, .structure) }
        guard let element = Kind(rawValue: head & 0x0F) else {
            throw Self.damaged("a list of no type")
        }
        return (Int(count), element)
    }

    /// A list whose elements are structures.
    mutating func structures(_ kind: Kind) throws(TableError) -> Int {
        let (count, element) = try list(kind)
        guard count == 0 || element == .structure else {
            throw Self.damaged("a list is not of the structures it should be")
        }
        return count
    }

    /// Passes over a value.
    mutating func skip(_ kind: Kind, depth: Int = 0) throws(TableError) {
        guard depth < Self.depthMost else { throw Self.damaged("it is nested too deeply") }
        switch kind {
        case .yes, .no: break
        case .byte: _ = try byte()
        case .int16, .int32, .int64: _ = try varint()
        case .double: try advance(8)
        case .uuid: try advance(16)
        case .binary: _ = try blob()
        case .list, .set:
            let (count, element) = try list(kind)
            for _ in 0..<count { try skipElement(element, depth: depth + 1) }
        case .map: try skipMap(depth: depth + 1)
        case .structure:
            var id = 0
            while let kind = try field(&id) { try skip(kind, depth: depth + 1) }
        }
    }

    private mutating func skipElement(_ kind: Kind, depth: Int) throws(TableError) {
        if kind == .yes || kind == .no { try advance(1) } else { try skip(kind, depth: depth) }
    }

    private mutating func skipMap(depth: Int) throws(TableError) {
        let count = try varint()
        guard count > 0 else { return }
        guard count <= UInt64(bytes.count - at) else {
            throw Self.damaged("a map is longer than what follows")
        }
        let kinds = try byte()
        guard let key = Kind(rawValue: kinds >> 4), let value = Kind(rawValue: kinds & 0x0F) else {
            throw Self.damaged("a map of no type")
        }
        for _ in 0..<count {
            try skipElement(key, depth: depth)
            try skipElement(value, depth: depth)
        }
    }

    private mutating func blob() throws(TableError) -> Range<Int> {
        let count = try varint()
        guard count <= UInt64(bytes.count - at) else {
            throw Self.damaged("a text is longer than what follows")
        }
        let start = at
        at += Int(count)
        return start..<at
    }

    private mutating func byte() throws(TableError) -> UInt8 {
        guard at < bytes.count else { throw Self.damaged("its description ends too early") }
        at += 1
        return bytes[at - 1]
    }

    private mutating func advance(_ count: Int) throws(TableError) {
        guard count <= bytes.count - at else {
            throw Self.damaged("its description ends too early")
        }
        at += count
    }

    private mutating func zigzag() throws(TableError) -> Int64 {
        let value = try varint()
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    private mutating func varint() throws(TableError) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            let byte = try byte()
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw Self.damaged("a number of more than ten bytes")
    }

    private static func damaged(_ reason: String) -> TableError { .damaged(.parquet, reason) }
}
