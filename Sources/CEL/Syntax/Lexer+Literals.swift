/// String and bytes literals: raw, triple-quoted, with escapes.
extension Lexer {
    private struct Style {
        var isBytes = false
        var isRaw = false
        var quote: UInt8 = 0
        var isTriple = false
    }

    /// The literal that starts here, if one does.
    mutating func literal() throws(CELError) -> Token.Kind? {
        guard let (style, prefixCount) = style() else { return nil }
        let start = position
        position += prefixCount
        var content: [UInt8] = []
        while true {
            guard let byte = peek() else {
                throw CELError(.syntax, "expected a closing quote, found end of text", at: start)
            }
            if byte == style.quote, closes(style) {
                position += style.isTriple ? 3 : 1
                break
            }
            if !style.isTriple, byte == 0x0A || byte == 0x0D {
                throw CELError(
                    .syntax, "a string in single quotes ends on its line; use three quotes",
                    at: position)
            }
            if byte == UInt8(ascii: "\\") && !style.isRaw {
                try appendEscape(to: &content, isBytes: style.isBytes)
            } else {
                content.append(byte)
                position += 1
            }
        }
        return style.isBytes
            ? .bytes(content) : .string(String(decoding: content, as: UTF8.self))
    }

    private func style() -> (Style, Int)? {
        var style = Style()
        var count = 0
        while count < 2, let byte = peek(count) {
            if byte | 0x20 == UInt8(ascii: "r"), !style.isRaw {
                style.isRaw = true
            } else if byte | 0x20 == UInt8(ascii: "b"), !style.isBytes {
                style.isBytes = true
            } else {
                break
            }
            count += 1
        }
        guard let quote = peek(count), quote == 0x22 || quote == 0x27 else { return nil }
        style.quote = quote
        style.isTriple = peek(count + 1) == quote && peek(count + 2) == quote
        return (style, count + (style.isTriple ? 3 : 1))
    }

    private func closes(_ style: Style) -> Bool {
        !style.isTriple || (peek(1) == style.quote && peek(2) == style.quote)
    }

    private mutating func appendEscape(
        to content: inout [UInt8], isBytes: Bool
    ) throws(CELError) {
        let start = position
        guard let letter = peek(1) else {
            throw CELError(.syntax, "expected an escape after `\\`, found end of text", at: start)
        }
        position += 2
        if let plain = Self.plainEscapes[letter] {
            content.append(plain)
            return
        }
        let value: UInt32
        switch letter {
        case UInt8(ascii: "x"), UInt8(ascii: "X"): value = try hex(digits: 2, start: start)
        case UInt8(ascii: "u") where !isBytes: value = try hex(digits: 4, start: start)
        case UInt8(ascii: "U") where !isBytes: value = try hex(digits: 8, start: start)
        case 0x30...0x33: value = try octal(first: letter, start: start)
        default:
            throw CELError(.syntax, "unknown escape in a literal", at: start)
        }
        if isBytes {
            content.append(UInt8(truncatingIfNeeded: value))
        } else if let scalar = Unicode.Scalar(value) {
            content.append(contentsOf: Array(String(Character(scalar)).utf8))
        } else {
            throw CELError(.syntax, "the escape is not a Unicode code point", at: start)
        }
    }

    private static let plainEscapes: [UInt8: UInt8] = [
        UInt8(ascii: "a"): 0x07, UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C,
        UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
        UInt8(ascii: "v"): 0x0B, UInt8(ascii: "\\"): 0x5C, UInt8(ascii: "?"): 0x3F,
        UInt8(ascii: "\""): 0x22, UInt8(ascii: "'"): 0x27, UInt8(ascii: "`"): 0x60,
    ]

    private mutating func hex(digits: Int, start: Int) throws(CELError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard let digit = peek()?.hexValue else {
                throw CELError(
                    .syntax, "expected \(digits) hexadecimal digits in the escape", at: start)
            }
            value = value << 4 | digit
            position += 1
        }
        return value
    }

    private mutating func octal(first: UInt8, start: Int) throws(CELError) -> UInt32 {
        var value = UInt32(first - 0x30)
        for _ in 0..<2 {
            guard let byte = peek(), byte >= 0x30, byte <= 0x37 else {
                throw CELError(.syntax, "expected three octal digits in the escape", at: start)
            }
            value = value << 3 | UInt32(byte - 0x30)
            position += 1
        }
        return value
    }
}
