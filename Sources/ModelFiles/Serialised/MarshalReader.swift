/// Reads what Python's `marshal` wrote, for the names that its code uses; nothing is run.
///
/// Source: CPython, `Python/marshal.c`; code objects of 2.7 to 3.14.
struct MarshalReader {
    indirect enum Value {
        case text(String)
        case bytes
        case items([Value])
        case other
    }

    /// Names that code looks up: modules, functions, attributes.
    private(set) var names: Set<String> = []
    /// Short texts among the constants.
    private(set) var texts: Set<String> = []
    /// Code objects that were read whole.
    private(set) var codeCount = 0
    private var cursor: ByteCursor
    private var references: [Value] = []
    private var objectsLeft = 400_000

    private static let depthMax = 120
    private static let textSize = 200
    private static let nameLimit = 20_000

    init(_ bytes: Bytes, at offset: Int) {
        cursor = ByteCursor(bytes, at: offset)
    }

    /// Reads the object at the start, as far as it goes.
    mutating func read() {
        _ = object(depth: 0)
    }

    private mutating func object(depth: Int) -> Value? {
        guard depth < Self.depthMax, objectsLeft > 0, let tag = cursor.byte() else { return nil }
        objectsLeft -= 1
        let kind = tag & 0x7F
        // Later objects refer to this one by its number, which it has before its parts.
        let isReferable = tag & 0x80 != 0 || kind == UInt8(ascii: "t")
        let index = references.count
        if isReferable { references.append(.other) }
        guard let value = content(of: kind, depth: depth) else { return nil }
        if isReferable { references[index] = value }
        return value
    }

    private mutating func content(of kind: UInt8, depth: Int) -> Value? {
        switch Character(Unicode.Scalar(kind)) {
        case "0", "N", "F", "T", "S", ".": return .other
        case "i": return skipped(4)
        case "I", "g": return skipped(8)
        case "y": return skipped(16)
        case "f": return skipped(sized: 1)
        case "x": return skipped(sized: 1) == nil ? nil : skipped(sized: 1)
        case "l": return longNumber()
        case "s": return skipped(sized: 4) == nil ? nil : .bytes
        case "t", "u", "a", "A": return text(width: 4)
        case "z", "Z": return text(width: 1)
        case "r", "R": return reference()
        case "(", "[", "<", ">": return items(width: 4, depth: depth)
        case ")": return items(width: 1, depth: depth)
        case "{": return dictionary(depth: depth)
        case ":": return fixedItems(3, depth: depth)
        case "c": return code(depth: depth)
        default: return nil
        }
    }

    private mutating func size(_ width: Int) -> Int? {
        cursor.littleEndian(width).flatMap { Int(exactly: $0) }.flatMap {
            $0 <= cursor.remaining ? $0 : nil
        }
    }

    private mutating func skipped(_ count: Int) -> Value? {
        cursor.skip(count) ? .other : nil
    }

    private mutating func skipped(sized width: Int) -> Value? {
        size(width).flatMap { skipped($0) }
    }

    /// 15 bits in each two bytes; the sign is the count's.
    private mutating func longNumber() -> Value? {
        guard let raw = cursor.littleEndian(4) else { return nil }
        let count = Int(Int32(truncatingIfNeeded: Int64(bitPattern: raw)).magnitude)
        return skipped(2 * count)
    }

    private mutating func text(width: Int) -> Value? {
        guard let count = size(width) else { return nil }
        guard count <= Self.textSize else { return skipped(count) }
        guard let raw = cursor.take(count) else { return nil }
        let text = String(decoding: raw, as: UTF8.self)
        if texts.count < Self.nameLimit { texts.insert(text) }
        return .text(text)
    }

    private mutating func reference() -> Value? {
        guard let index = cursor.littleEndian(4), index < references.count else { return nil }
        return references[Int(index)]
    }

    private mutating func items(width: Int, depth: Int) -> Value? {
        size(width).flatMap { fixedItems($0, depth: depth) }
    }

    private mutating func fixedItems(_ count: Int, depth: Int) -> Value? {
        var items: [Value] = []
        for _ in 0..<count {
            guard let item = object(depth: depth + 1) else { return nil }
            items.append(item)
        }
        return .items(items)
    }

    private mutating func dictionary(depth: Int) -> Value? {
        while cursor.peek() != UInt8(ascii: "0") {
            guard object(depth: depth + 1) != nil else { return nil }
        }
        return skipped(1)
    }

    // MARK: Code

    /// Numbers before the instructions: 5 since 3.11 and before 3.8, 6 between, 4 in Python 2.
    static func numberCount(_ bytes: Bytes, at offset: Int) -> Int? {
        [5, 6, 4].first { count in
            guard let tag = bytes.littleEndian(at: offset + 4 * count, width: 1),
                tag & 0x7F == UInt64(UInt8(ascii: "s")),
                let size = bytes.littleEndian(at: offset + 4 * count + 1, width: 4)
            else { return false }
            return size > 0 && size <= UInt64(bytes.count)
        }
    }

    private mutating func code(depth: Int) -> Value? {
        guard let count = Self.numberCount(cursor.bytes, at: cursor.position),
            cursor.skip(4 * count)
        else { return nil }
        var parts: [Value] = []
        // The names come third; they are kept even when what follows is broken.
        while parts.count < 8, let part = object(depth: depth + 1) {
            parts.append(part)
            if parts.count == 3 { keepNames(part) }
        }
        guard parts.count == 8, cursor.skip(4) else { return nil }
        var tables = 1
        if case .bytes = parts[4] { tables = 2 }
        for _ in 0..<tables where object(depth: depth + 1) == nil { return nil }
        codeCount += 1
        return .other
    }

    private mutating func keepNames(_ part: Value) {
        guard case .items(let items) = part else { return }
        for case .text(let name) in items where names.count < Self.nameLimit { names.insert(name) }
    }
}
