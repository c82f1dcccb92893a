/// Cuts source text into tokens.
///
/// Source: <https://github.com/google/cel-spec/blob/master/doc/langdef.md>, "Syntax".
struct Lexer {
    let bytes: [UInt8]
    var position = 0

    private static let symbols: [String] = [
        "&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "+", "-", "*", "/", "%", "?", ":", ".",
        ",", "(", ")", "[", "]", "{", "}",
    ]
    private static let words: Set<String> = ["in", "true", "false", "null"]

    init(_ source: String) { bytes = Array(source.utf8) }

    /// All tokens of a source; the last one is `.end`.
    static func tokens(of source: String) throws(CELError) -> [Token] {
        var lexer = Lexer(source)
        var tokens: [Token] = []
        while true {
            let token = try lexer.next()
            tokens.append(token)
            if token.kind == .end { return tokens }
        }
    }

    private mutating func next() throws(CELError) -> Token {
        skipBlanks()
        let start = position
        guard let byte = peek() else { return Token(kind: .end, start: start, end: start) }
        let kind: Token.Kind
        if let literal = try literal() {
            kind = literal
        } else if byte.isIdentifierStart {
            kind = word()
        } else if byte.isDigit || (byte == UInt8(ascii: ".") && peek(1)?.isDigit == true) {
            kind = try number()
        } else if byte == UInt8(ascii: "`") {
            kind = try quotedIdentifier()
        } else {
            kind = try symbol()
        }
        return Token(kind: kind, start: start, end: position)
    }

    func peek(_ ahead: Int = 0) -> UInt8? {
        position + ahead < bytes.count ? bytes[position + ahead] : nil
    }

    private mutating func skipBlanks() {
        while let byte = peek() {
            switch byte {
            case 0x20, 0x09, 0x0A, 0x0C, 0x0D: position += 1
            case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"):
                while let byte = peek(), byte != 0x0A { position += 1 }
            default: return
            }
        }
    }

    private mutating func word() -> Token.Kind {
        let start = position
        while let byte = peek(), byte.isIdentifierPart { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        return Self.words.contains(text) ? .symbol(text) : .identifier(text)
    }

    private mutating func quotedIdentifier() throws(CELError) -> Token.Kind {
        let start = position
        position += 1
        while let byte = peek(), byte != UInt8(ascii: "`") {
            guard byte.isIdentifierPart || [0x2E, 0x2D, 0x2F, 0x20].contains(byte) else {
                throw CELError(
                    .syntax, "a quoted name holds letters, digits, `_`, `.`, `-`, `/` and spaces",
                    at: position)
            }
            position += 1
        }
        guard peek() != nil, position > start + 1 else {
            throw CELError(.syntax, "expected a name and a closing backtick", at: start)
        }
        position += 1
        return .quotedIdentifier(
            String(decoding: bytes[(start + 1)..<(position - 1)], as: UTF8.self))
    }

    private mutating func symbol() throws(CELError) -> Token.Kind {
        for symbol in Self.symbols where bytes[position...].starts(with: symbol.utf8) {
            position += symbol.utf8.count
            return .symbol(symbol)
        }
        let rest = String(decoding: bytes[position...].prefix(4), as: UTF8.self)
        let shown = rest.unicodeScalars.first.map { String($0) } ?? ""
        throw CELError(.syntax, "unexpected character `\(shown)`", at: position)
    }
}

// MARK: Numbers

extension Lexer {
    private mutating func number() throws(CELError) -> Token.Kind {
        let start = position
        if peek() == UInt8(ascii: "0"), let next = peek(1), next | 0x20 == UInt8(ascii: "x"),
            peek(2)?.hexValue != nil
        {
            position += 2
            while peek()?.hexValue != nil { position += 1 }
            return try integer(from: start + 2, radix: 16, start: start)
        }
        skipDigits()
        var isDouble = false
        if peek() == UInt8(ascii: "."), peek(1)?.isDigit == true {
            isDouble = true
            position += 1
            skipDigits()
        }
        if skipExponent() { isDouble = true }
        guard isDouble else { return try integer(from: start, radix: 10, start: start) }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard let value = Double(text), value.isFinite else {
            throw CELError(.syntax, "the number `\(text)` is too large for a double", at: start)
        }
        return .double(value)
    }

    private mutating func skipDigits() {
        while peek()?.isDigit == true { position += 1 }
    }

    private mutating func skipExponent() -> Bool {
        guard let byte = peek(), byte | 0x20 == UInt8(ascii: "e") else { return false }
        let signed = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-")
        let digits = signed ? 2 : 1
        guard peek(digits)?.isDigit == true else { return false }
        position += digits
        skipDigits()
        return true
    }

    private mutating func integer(
        from digits: Int, radix: Int, start: Int
    ) throws(CELError) -> Token.Kind {
        let text = String(decoding: bytes[digits..<position], as: UTF8.self)
        let isUnsigned = peek().map { $0 | 0x20 == UInt8(ascii: "u") } ?? false
        if isUnsigned { position += 1 }
        guard let value = UInt64(text, radix: radix) else {
            throw CELError(.syntax, "the integer `\(text)` is too large", at: start)
        }
        if isUnsigned { return .uint(value) }
        guard value <= UInt64(Int64.max) + 1 else {
            throw CELError(.syntax, "the integer `\(text)` is too large", at: start)
        }
        return .int(value)
    }
}

extension UInt8 {
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }
    var isIdentifierStart: Bool {
        self == 0x5F || (self | 0x20 >= 0x61 && self | 0x20 <= 0x7A)
    }
    var isIdentifierPart: Bool { isIdentifierStart || isDigit }

    /// The worth of a hexadecimal digit.
    var hexValue: UInt32? {
        switch self {
        case 0x30...0x39: UInt32(self - 0x30)
        case 0x41...0x46: UInt32(self - 0x41 + 10)
        case 0x61...0x66: UInt32(self - 0x61 + 10)
        default: nil
        }
    }
}
