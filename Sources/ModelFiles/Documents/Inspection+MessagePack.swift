/// MessagePack, as Flax and msgpack-numpy write it: binary and extension values may be pickles.
///
/// Source: msgpack.org, *MessagePack specification*.
struct MessagePackReader {
    /// Values that may hold a file, and where they begin.
    private(set) var values: [(offset: Int, count: Int)] = []
    private(set) var fault: String?
    /// Values of any kind that were read.
    private(set) var count = 0
    private var cursor: ByteCursor

    private static let valueLimit = 500_000
    private static let keptLimit = 20_000

    init(_ bytes: Bytes) {
        cursor = ByteCursor(bytes)
    }

    /// Whether bytes begin as a map does whose first key is a name.
    static func begins(_ bytes: Bytes) -> Bool {
        let head = bytes.array(at: 0, count: 48)
        guard head.count >= 4 else { return false }
        let start: Int
        switch head[0] {
        case 0x81...0x8F: start = 1
        case 0xDE: start = 3
        case 0xDF: start = 5
        default: return false
        }
        guard start + 1 < head.count else { return false }
        let length: Int
        let name: Int
        switch head[start] {
        case 0xA1...0xBF: (length, name) = (Int(head[start] & 0x1F), start + 1)
        case 0xC4, 0xD9: (length, name) = (Int(head[start + 1]), start + 2)
        default: return false
        }
        guard length > 0, name + length < head.count,
            head[name..<(name + length)].allSatisfy({ (0x20...0x7E).contains($0) })
        else { return false }
        var reader = MessagePackReader(bytes)
        reader.read(valueLimit: 64)
        return reader.fault == nil && reader.count > 1
    }

    /// Reads values one behind the other, whatever map or array they are in.
    mutating func read(valueLimit: Int = Self.valueLimit) {
        while count < valueLimit, !cursor.isAtEnd, fault == nil {
            count += 1
            readValue()
        }
    }

    private mutating func readValue() {
        guard let tag = cursor.byte() else { return }
        switch tag {
        case 0x00...0x9F, 0xC0, 0xC2, 0xC3, 0xE0...0xFF: break
        case 0xA0...0xBF: take(Int(tag & 0x1F))
        case 0xC4...0xC6: takeSized(width: 1 << Int(tag - 0xC4))
        case 0xC7...0xC9: takeSized(width: 1 << Int(tag - 0xC7), extra: 1)
        case 0xCA...0xCB: skip(4 << Int(tag - 0xCA))
        case 0xCC...0xCF: skip(1 << Int(tag - 0xCC))
        case 0xD0...0xD3: skip(1 << Int(tag - 0xD0))
        case 0xD4...0xD8: take(1 << Int(tag - 0xD4), extra: 1)
        case 0xD9...0xDB: takeSized(width: 1 << Int(tag - 0xD9))
        case 0xDC, 0xDE: skip(2)
        case 0xDD, 0xDF: skip(4)
        default: fault = "byte \(tag) begins no value"
        }
    }

    private mutating func skip(_ count: Int) {
        if !cursor.skip(count) { fault = "a value is cut off" }
    }

    private mutating func takeSized(width: Int, extra: Int = 0) {
        guard let size = cursor.take(width) else { return fault = "a length is cut off" }
        take(Int(clamping: size.bigEndian), extra: extra)
    }

    private mutating func take(_ size: Int, extra: Int = 0) {
        skip(extra)
        if fault == nil, size >= 8, values.count < Self.keptLimit {
            values.append((cursor.position, size))
        }
        skip(size)
    }
}

extension Inspection {
    /// msgpack-numpy's arrays of objects and Flax's extension values are bytes of another file.
    mutating func inspectMessagePack(_ bytes: Bytes, at place: Place, depth: Int = 0) {
        var reader = MessagePackReader(bytes)
        reader.read()
        for value in reader.values {
            let content = bytes.slice(at: value.offset, count: value.count)
            inspectEmbedded(content, in: "value at byte \(value.offset)", at: place)
            // Flax' arrays are MessagePack in an extension value.
            if depth < 4, MessagePackReader.begins(content) {
                inspectMessagePack(content, at: place, depth: depth + 1)
            }
        }
    }
}
