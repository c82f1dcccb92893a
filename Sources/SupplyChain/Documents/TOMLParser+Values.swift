import Transparency

extension TOMLParser {
    mutating func parseValue(depth: Int) throws(DocumentError) -> JSON {
        try countValue()
        guard depth <= Self.depthMax else { throw fault("it is nested too deep") }
        switch cursor.next {
        case UInt8(ascii: "\""):
            return .string(
                cursor.isNext("\"\"\"") ? try parseLongString(of: 0x22) : try parseBasicString())
        case UInt8(ascii: "'"):
            return .string(
                cursor.isNext("'''") ? try parseLongString(of: 0x27) : try parseLiteralString())
        case UInt8(ascii: "["): return try parseArray(depth: depth)
        case UInt8(ascii: "{"): return try parseInlineTable(depth: depth)
        default: return try parseWord()
        }
    }

    private mutating func parseArray(depth: Int) throws(DocumentError) -> JSON {
        cursor.advance()
        var items: [JSON] = []
        try skipSpace(overLines: true)
        while !cursor.take("]") {
            items.append(try parseValue(depth: depth + 1))
            try skipSpace(overLines: true)
            guard cursor.take(",") || cursor.next == UInt8(ascii: "]") else {
                throw fault("a list is not closed")
            }
            try skipSpace(overLines: true)
        }
        return .array(items)
    }

    private mutating func parseInlineTable(depth: Int) throws(DocumentError) -> JSON {
        cursor.advance()
        let table = TOMLTable()
        cursor.skipBlanks()
        if cursor.take("}") { return [:] }
        repeat {
            cursor.skipBlanks()
            try parsePair(into: table, depth: depth + 1)
            cursor.skipBlanks()
        } while cursor.take(",")
        guard cursor.take("}") else { throw fault("a table is not closed") }
        return table.tree
    }

    /// `true`, a number, a date or a time.
    private mutating func parseWord() throws(DocumentError) -> JSON {
        var word = takeWord()
        // A date and a time may have a space between them.
        if word.count == 10, TOMLWord.isDate(word), cursor.next == 0x20,
            cursor.peek(1)?.isDigit == true
        {
            cursor.advance()
            word += [0x54] + takeWord()
        }
        guard let value = TOMLWord.value(of: word) else { throw fault("a value is malformed") }
        return value
    }

    private mutating func takeWord() -> [UInt8] {
        Array(cursor.take { $0.isLetter || $0.isDigit || "_+-.:".utf8.contains($0) })
    }

    /// `'…'` on one line, without escapes.
    mutating func parseLiteralString() throws(DocumentError) -> String {
        cursor.advance()
        let text = cursor.take { $0 != UInt8(ascii: "'") && !Self.isControl($0) }
        guard cursor.take("'") else { throw fault("a string is not closed") }
        return text.text
    }

    /// `"…"` on one line, with escapes.
    mutating func parseBasicString() throws(DocumentError) -> String {
        cursor.advance()
        var text: [UInt8] = []
        while !cursor.take("\"") {
            text += cursor.take { $0 != 0x22 && $0 != 0x5C && !Self.isControl($0) }
            if cursor.next == 0x5C {
                text += try parseEscape()
            } else if cursor.next != 0x22 {
                throw fault("a string is not closed")
            }
        }
        return text.text
    }

    /// Three quotes, any lines, three quotes; up to two more may stand before the last three.
    private mutating func parseLongString(of quote: UInt8) throws(DocumentError) -> String {
        cursor.advance(3)
        _ = takeNewline()
        var text: [UInt8] = []
        while true {
            text += cursor.take { $0 != quote && $0 != 0x5C && !Self.isControl($0) }
            if cursor.next == quote {
                let quotes = cursor.take { $0 == quote }
                guard quotes.count <= 5 else { throw fault("a string is not closed") }
                text += repeatElement(
                    quote, count: quotes.count < 3 ? quotes.count : quotes.count - 3)
                if quotes.count >= 3 { return text.text }
            } else if cursor.next == 0x5C {
                text += quote == 0x22 ? try parseLongEscape() : [0x5C]
                if quote == 0x27 { cursor.advance() }
            } else if takeNewline() {
                text.append(0x0A)
            } else {
                throw fault("a string is not closed")
            }
        }
    }

    /// A backslash at a line's end takes all white space up to the next text with it.
    private mutating func parseLongEscape() throws(DocumentError) -> [UInt8] {
        let start = cursor.position
        cursor.advance()
        cursor.skipBlanks()
        guard takeNewline() else {
            cursor.move(to: start)
            return try parseEscape()
        }
        repeat { cursor.skipBlanks() } while takeNewline()
        return []
    }

    private mutating func parseEscape() throws(DocumentError) -> [UInt8] {
        let letter = cursor.peek(1)
        cursor.advance(2)
        switch letter {
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): return [letter ?? 0]
        case UInt8(ascii: "u"): return try parseScalar(digits: 4)
        case UInt8(ascii: "U"): return try parseScalar(digits: 8)
        default: throw fault("an escape is malformed")
        }
    }

    private mutating func parseScalar(digits count: Int) throws(DocumentError) -> [UInt8] {
        var digits: [UInt8] = []
        while digits.count < count, let next = cursor.next, next.isHexDigit {
            digits.append(next)
            cursor.advance()
        }
        guard digits.count == count, let code = UInt32(digits.text, radix: 16),
            let scalar = Unicode.Scalar(code)
        else { throw fault("an escape is malformed") }
        return Array(String(scalar).utf8)
    }
}

extension UInt8 {
    fileprivate var isHexDigit: Bool { isDigit || (0x61...0x66).contains(self | 0x20) }
}
