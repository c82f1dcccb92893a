/// Reads Universal Binary JSON, as XGBoost writes it: big-endian, lists with type and count.
///
/// Source: ubjson.org, Draft 12; the `H` type (numbers as text) is refused.
struct UBJDocument {
    private let bytes: [UInt8]
    private var at = 0
    private var valueCount = 0

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The document that is the whole file.
    ///
    /// - Complexity: O(bytes).
    static func parse(_ bytes: [UInt8]) throws(DocumentFault) -> ModelDocument {
        var reader = UBJDocument(bytes)
        let value = try reader.value(try reader.byte(), depth: 0)
        guard reader.at == bytes.count else { throw reader.fault("bytes follow the value") }
        return value
    }

    private func fault(_ reason: String) -> DocumentFault {
        DocumentFault(offset: at, reason: reason)
    }

    private mutating func byte() throws(DocumentFault) -> UInt8 {
        guard at < bytes.count else { throw fault("the file ends inside a value") }
        at += 1
        return bytes[at - 1]
    }

    /// The next type marker, no-ops passed over.
    private mutating func marker() throws(DocumentFault) -> UInt8 {
        var marker = try byte()
        while marker == UInt8(ascii: "N") { marker = try byte() }
        return marker
    }

    private mutating func value(
        _ marker: UInt8, depth: Int
    ) throws(DocumentFault) -> ModelDocument {
        valueCount += 1
        guard valueCount <= ModelDocument.valueLimit else { throw fault("too many values") }
        switch marker {
        case UInt8(ascii: "Z"): return .null
        case UInt8(ascii: "T"): return .flag(true)
        case UInt8(ascii: "F"): return .flag(false)
        case UInt8(ascii: "S"): return .text(try string())
        case UInt8(ascii: "C"): return .text(String(UnicodeScalar(try byte() & 0x7F)))
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            guard depth < ModelDocument.depthLimit else { throw fault("nested too deep") }
            return marker == UInt8(ascii: "[")
                ? try list(depth: depth) : .object(try members(depth: depth))
        default: return .number(try number(marker))
        }
    }

    private static func width(_ marker: UInt8) -> Int? {
        switch marker {
        case UInt8(ascii: "i"), UInt8(ascii: "U"): 1
        case UInt8(ascii: "I"): 2
        case UInt8(ascii: "l"), UInt8(ascii: "d"): 4
        case UInt8(ascii: "L"), UInt8(ascii: "D"): 8
        default: nil
        }
    }

    private mutating func number(_ marker: UInt8) throws(DocumentFault) -> Double {
        guard let width = Self.width(marker) else { throw fault("a type is unknown") }
        guard bytes.count - at >= width else { throw fault("the file ends inside a number") }
        var bits: UInt64 = 0
        for offset in 0..<width { bits = bits << 8 | UInt64(bytes[at + offset]) }
        at += width
        switch marker {
        case UInt8(ascii: "i"): return Double(Int8(truncatingIfNeeded: bits))
        case UInt8(ascii: "I"): return Double(Int16(truncatingIfNeeded: bits))
        case UInt8(ascii: "l"): return Double(Int32(truncatingIfNeeded: bits))
        case UInt8(ascii: "L"): return Double(Int64(truncatingIfNeeded: bits))
        case UInt8(ascii: "d"): return Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
        case UInt8(ascii: "D"): return Double(bitPattern: bits)
        default: return Double(bits)
        }
    }

    private mutating func count() throws(DocumentFault) -> Int {
        guard let count = Int(exactly: try number(try marker())), count >= 0 else {
            throw fault("a length is no whole number")
        }
        return count
    }

    private mutating func string() throws(DocumentFault) -> String {
        let count = try count()
        guard count <= bytes.count - at else { throw fault("a text is cut off") }
        guard let text = String(validating: bytes[at..<at + count], as: UTF8.self) else {
            throw fault("a text is not UTF-8")
        }
        at += count
        return text
    }

    /// The type and count that may stand at the head of a list or an object.
    private mutating func head() throws(DocumentFault) -> (type: UInt8?, count: Int?) {
        guard at < bytes.count else { throw fault("the file ends inside a value") }
        var type: UInt8?
        if bytes[at] == UInt8(ascii: "$") {
            at += 1
            type = try byte()
            guard at < bytes.count, bytes[at] == UInt8(ascii: "#") else {
                throw fault("a list has a type and no count")
            }
        }
        guard bytes[at] == UInt8(ascii: "#") else { return (nil, nil) }
        at += 1
        return (type, try count())
    }

    private mutating func list(depth: Int) throws(DocumentFault) -> ModelDocument {
        let (type, count) = try head()
        if let type, let count {
            guard let width = Self.width(type) else { throw fault("a list's type is no number") }
            guard count <= (bytes.count - at) / width else { throw fault("a list is cut off") }
            var numbers: [Double] = []
            numbers.reserveCapacity(count)
            for _ in 0..<count { numbers.append(try number(type)) }
            return .numbers(numbers)
        }
        var elements: [ModelDocument] = []
        while elements.count != count {
            let marker = try marker()
            if count == nil, marker == UInt8(ascii: "]") { break }
            elements.append(try value(marker, depth: depth + 1))
        }
        return elements.isEmpty ? .numbers([]) : .list(elements)
    }

    private mutating func members(depth: Int) throws(DocumentFault) -> [ModelDocument.Member] {
        let (type, count) = try head()
        guard type == nil else { throw fault("an object with one type is not supported") }
        var members: [ModelDocument.Member] = []
        while members.count != count {
            guard at < bytes.count else { throw fault("the file ends inside an object") }
            if count == nil, bytes[at] == UInt8(ascii: "}") {
                at += 1
                break
            }
            let name = try string()
            members.append(
                ModelDocument.Member(name: name, value: try value(try marker(), depth: depth + 1)))
        }
        return members
    }
}
