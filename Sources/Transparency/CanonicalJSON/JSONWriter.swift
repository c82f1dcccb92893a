/// Writes JSON values, canonically or for people.
struct JSONWriter {
    enum Style { case canonical, pretty }

    let style: Style
    private(set) var bytes: [UInt8] = []
    private var depth = 0
    /// The members of all objects that are open, each object's after those of the one around it.
    private var order: [Member] = []

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
        bytes.append(UInt8(ascii: "["))
        depth += 1
        for (index, element) in elements.enumerated() {
            separate(index)
            write(element)
        }
        depth -= 1
        if !elements.isEmpty { breakLine() }
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func write(_ members: [String: JSON]) {
        bytes.append(UInt8(ascii: "{"))
        depth += 1
        let start = order.count
        arrange(members)
        for place in start..<order.count {
            separate(place - start)
            let (name, value) = members[order[place].index]
            write(text: name)
            bytes.append(UInt8(ascii: ":"))
            if style == .pretty { bytes.append(UInt8(ascii: " ")) }
            write(value)
        }
        order.removeSubrange(start...)
        depth -= 1
        if !members.isEmpty { breakLine() }
        bytes.append(UInt8(ascii: "}"))
    }

    /// A member's place, with the beginning of its name as numbers, which settle most comparisons.
    private struct Member {
        let beginning: UInt64
        let middle: UInt64
        let index: Dictionary<String, JSON>.Index
    }

    /// Puts the members into canonical order at the end of ``order``; few are moved one by one,
    /// which is the fastest.
    private mutating func arrange(_ members: [String: JSON]) {
        let start = order.count
        for index in members.indices {
            let (beginning, middle) = Self.words(of: members.keys[index])
            order.append(Member(beginning: beginning, middle: middle, index: index))
        }
        guard members.count <= 16 else {
            return order[start...].sort { Self.isBefore($0, $1, members) }
        }
        for end in order.indices[start...].dropFirst() {
            var place = end
            while place > start, Self.isBefore(order[place], order[place - 1], members) {
                order.swapAt(place, place - 1)
                place -= 1
            }
        }
    }

    private static func isBefore(
        _ left: Member, _ right: Member, _ members: [String: JSON]
    ) -> Bool {
        if left.beginning != right.beginning { return left.beginning < right.beginning }
        if left.middle != right.middle { return left.middle < right.middle }
        return isBeforeInUTF16(members.keys[left.index], members.keys[right.index])
    }

    /// The first sixteen bytes of a name, the first one highest, as ``rank(_:)`` orders them.
    private static func words(of name: String) -> (UInt64, UInt64) {
        let bytes = name.utf8Span.span
        let first = word(bytes, 0)
        return (first, bytes.count > 8 ? word(bytes, 8) : 0)
    }

    @inline(__always)
    private static func word(_ bytes: Span<UInt8>, _ start: Int) -> UInt64 {
        let end = min(start + 8, bytes.count)
        var word: UInt64 = 0
        for index in start..<end { word = word << 8 | UInt64(rank(bytes[index])) }
        return word << UInt64(8 * (start + 8 - end))
    }

    private mutating func separate(_ index: Int) {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        breakLine()
    }

    private mutating func breakLine() {
        guard style == .pretty else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
    }

    /// Escapes quotes, backslashes and control characters, and nothing else.
    mutating func write(text: String) {
        var text = text
        bytes.append(UInt8(ascii: "\""))
        text.withUTF8 { utf8 in
            if utf8.contains(where: Self.isEscaped) {
                for byte in utf8 { write(byte) }
            } else {
                bytes.append(contentsOf: utf8)
            }
        }
        bytes.append(UInt8(ascii: "\""))
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

    mutating func append(contentsOf written: [UInt8]) { bytes.append(contentsOf: written) }

    mutating func append(_ ascii: StaticString) {
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

    @inline(__always)
    private static func rank(_ byte: UInt8) -> UInt8 {
        byte == 0xEE || byte == 0xEF ? byte &+ 0x10 : byte
    }
}
