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
        case .number(let value): ECMAScriptNumber.append(value, to: &bytes)
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
        for (index, member) in Self.inOrder(members).enumerated() {
            separate(index)
            write(text: member.name)
            append(style == .pretty ? ": " : ":")
            write(member.value)
        }
        depth -= 1
        if !members.isEmpty { breakLine() }
        append("}")
    }

    /// A member with the beginning of its name as a number, which settles most comparisons.
    private struct Member {
        let beginning: UInt64
        let name: String
        let value: JSON

        func isBefore(_ other: Member) -> Bool {
            beginning == other.beginning
                ? isBeforeInUTF16(name, other.name) : beginning < other.beginning
        }
    }

    /// The members in canonical order; few are put in place one by one, which is the fastest.
    private static func inOrder(_ members: [String: JSON]) -> [Member] {
        var sorted: [Member] = []
        sorted.reserveCapacity(members.count)
        for (name, value) in members {
            sorted.append(Member(beginning: beginning(of: name), name: name, value: value))
        }
        guard sorted.count <= 16 else { return sorted.sorted { $0.isBefore($1) } }
        for end in sorted.indices.dropFirst() {
            var place = end
            while place > 0, sorted[place].isBefore(sorted[place - 1]) {
                sorted.swapAt(place, place - 1)
                place -= 1
            }
        }
        return sorted
    }

    /// The first eight bytes, the first one highest, as ``rank(_:)`` orders them.
    private static func beginning(of name: String) -> UInt64 {
        let bytes = name.utf8Span.span
        var word: UInt64 = 0
        for index in 0..<8 {
            let byte = index < bytes.count ? rank(bytes[index]) : 0
            word = word << 8 | UInt64(byte)
        }
        return word
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
        var text = text
        append("\"")
        text.withUTF8 { utf8 in
            if utf8.contains(where: Self.isEscaped) {
                for byte in utf8 { write(byte) }
            } else {
                bytes.append(contentsOf: utf8)
            }
        }
        append("\"")
    }

    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func write(_ byte: UInt8) {
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
        let (left, right) = (left.utf8Span.span, right.utf8Span.span)
        for index in 0..<min(left.count, right.count) where left[index] != right[index] {
            return rank(left[index]) < rank(right[index])
        }
        return left.count < right.count
    }

    private static func rank(_ byte: UInt8) -> UInt8 {
        byte == 0xEE || byte == 0xEF ? byte &+ 0x10 : byte
    }
}
