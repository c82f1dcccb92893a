/// Protobuf's text format, as far as the texts that a field is given.
///
/// Source: protobuf.dev, *Text Format Language Specification*.
enum ProtobufText {
    private static let limit = 1_000_000

    /// The texts that stand behind a field's name: `op: "A"`, `op : 'A' "B"`, escapes undone.
    static func values(of field: String, in text: String) -> [String] {
        let bytes = Array(text.utf8)
        let wanted = Array(field.utf8)
        var values: [String] = []
        var index = 0
        while index < bytes.count, values.count < limit {
            switch bytes[index] {
            case UInt8(ascii: "#"):
                while index < bytes.count, bytes[index] != 0x0A { index += 1 }
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                index = literal(bytes, at: index)?.end ?? bytes.count
            case let byte where isNameByte(byte):
                let end = bytes[index...].firstIndex { !isNameByte($0) } ?? bytes.count
                let isField = bytes[index..<end].elementsEqual(wanted)
                index = end
                if isField, let value = value(bytes, at: &index) { values.append(value) }
            default: index += 1
            }
        }
        return values
    }

    private static func value(_ bytes: [UInt8], at index: inout Int) -> String? {
        var next = blanks(bytes, from: index)
        guard next < bytes.count, bytes[next] == UInt8(ascii: ":") else { return nil }
        next = blanks(bytes, from: next + 1)
        var text: String?
        while let part = literal(bytes, at: next) {
            text = (text ?? "") + part.text
            index = part.end
            next = blanks(bytes, from: part.end)
        }
        return text
    }

    private static func blanks(_ bytes: [UInt8], from start: Int) -> Int {
        bytes[min(start, bytes.count)...].firstIndex { $0 > 0x20 } ?? bytes.count
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: true
        default: false
        }
    }

    /// A literal in either quotes, and the index behind it.
    private static func literal(_ bytes: [UInt8], at start: Int) -> (text: String, end: Int)? {
        guard start < bytes.count,
            bytes[start] == UInt8(ascii: "\"") || bytes[start] == UInt8(ascii: "'")
        else { return nil }
        var index = start + 1
        while index < bytes.count, bytes[index] != bytes[start], bytes[index] != 0x0A {
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        let end = min(index, bytes.count)
        let raw = Array(bytes[(start + 1)..<max(start + 1, end)].prefix(4_096))
        return (PickleTextDecoder.unescape(raw, isRaw: false), min(end + 1, bytes.count))
    }
}
