/// Writes JSON values, canonically or for people.
struct JSONWriter {
    enum Style { case canonical, pretty }

    let style: Style
    private(set) var bytes: [UInt8] = []
    private var depth = 0

    init(style: Style) { self.style = style }

    mutating func write(_ value: JSON) {
        switch value {
        case .null: append("null")
        case .bool(let value): append(value ? "true" : "false")
        case .number(let value): bytes += ECMAScriptNumber.utf8(value) ?? Array("null".utf8)
        case .string(let value): write(text: value)
        case .array(let elements): write(elements)
        case .object(let members): write(members)
        }
    }

    private mutating func write(_ elements: [JSON]) {
        append("[")
        depth += 1
        for (index, element) in elements.enumerated() {
            separate(index)
            write(element)
        }
        depth -= 1
        if !elements.isEmpty { breakLine() }
        append("]")
    }

    private mutating func write(_ members: [String: JSON]) {
        append("{")
        depth += 1
        let sorted = members.sorted { Self.isBeforeInUTF16($0.key, $1.key) }
        for (index, member) in sorted.enumerated() {
            separate(index)
            write(text: member.key)
            append(style == .pretty ? ": " : ":")
            write(member.value)
        }
        depth -= 1
        if !members.isEmpty { breakLine() }
        append("}")
    }

    private mutating func separate(_ index: Int) {
        if index > 0 { append(",") }
        breakLine()
    }

    private mutating func breakLine() {
        guard style == .pretty else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
    }

    /// Escapes quotes, backslashes and control characters, and nothing else.
    private mutating func write(text: String) {
        append("\"")
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): append("\\\"")
            case UInt8(ascii: "\\"): append("\\\\")
            case 0x20...: bytes.append(byte)
            case 0x08: append("\\b")
            case 0x09: append("\\t")
            case 0x0A: append("\\n")
            case 0x0C: append("\\f")
            case 0x0D: append("\\r")
            default:
                append("\\u00")
                bytes.append(Hex.digit(byte >> 4))
                bytes.append(Hex.digit(byte & 15))
            }
        }
        append("\"")
    }

    private mutating func append(_ ascii: StaticString) {
        bytes.append(
            contentsOf: UnsafeBufferPointer(
                start: ascii.utf8Start, count: ascii.utf8CodeUnitCount))
    }

    /// Whether `left` sorts first by UTF-16 code units.
    ///
    /// UTF-8 sorts by code points, which is the same but for one thing: UTF-16 puts the planes
    /// above U+FFFF (first byte F0 to F4) below U+E000 to U+FFFF (first byte EE or EF).
    static func isBeforeInUTF16(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8) { rank($0) < rank($1) }
    }

    private static func rank(_ byte: UInt8) -> UInt8 {
        byte == 0xEE || byte == 0xEF ? byte &+ 0x10 : byte
    }
}
