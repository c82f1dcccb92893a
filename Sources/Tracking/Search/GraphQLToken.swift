/// A piece of a GraphQL query.
enum GraphQLToken: Sendable, Equatable {
    case name(String)
    case number(Double)
    case text(String)
    case mark(Character)
}

/// Takes a query apart, byte by byte; it never reads past the end.
struct GraphQLLexer {
    private let bytes: [UInt8]
    private var position = 0

    /// - Throws: For what is no piece of a query, or a text that does not end.
    static func tokens(of text: String) throws(GraphQLProblem) -> [GraphQLToken] {
        guard text.utf8.count <= GraphQLLimits.byteCountMax else {
            throw GraphQLProblem("A query has at most \(GraphQLLimits.byteCountMax) bytes.")
        }
        var lexer = GraphQLLexer(bytes: Array(text.utf8))
        var tokens: [GraphQLToken] = []
        while let token = try lexer.next() { tokens.append(token) }
        return tokens
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func next() throws(GraphQLProblem) -> GraphQLToken? {
        skipSpace()
        guard let byte = peek else { return nil }
        switch byte {
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "_"), 0x41...0x5A, 0x61...0x7A: return .name(taken(while: Self.isOfName))
        case UInt8(ascii: "-"), 0x30...0x39:
            guard let number = Double(taken(while: Self.isOfNumber)), number.isFinite else {
                throw problem
            }
            return .number(number)
        default:
            guard "!$():=@[]{}".utf8.contains(byte) else { throw problem }
            position += 1
            return .mark(Character(UnicodeScalar(byte)))
        }
    }

    /// Commas are space, and so is what follows a `#`.
    private mutating func skipSpace() {
        while let byte = peek {
            if byte == UInt8(ascii: "#") {
                while let byte = peek, byte != 0x0A, byte != 0x0D { position += 1 }
            } else if byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
                || byte == UInt8(ascii: ",")
            {
                position += 1
            } else {
                return
            }
        }
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || (0x30...0x39).contains(byte)
            || (0x61...0x7A).contains(byte | 0x20)
    }

    private static func isOfNumber(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || "+-.eE".utf8.contains(byte)
    }

    private mutating func taken(while isWanted: (UInt8) -> Bool) -> String {
        let rest = bytes[position...].prefix(while: isWanted)
        position = rest.endIndex
        return String(decoding: rest, as: UTF8.self)
    }

    /// A text on one line, with its escapes read; one in three quotes is no text of ours.
    private mutating func text() throws(GraphQLProblem) -> String {
        position += 1
        var read: [UInt8] = []
        while let byte = peek, byte >= 0x20 {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: read, as: UTF8.self)
            case UInt8(ascii: "\\"): read += try escaped()
            default: read.append(byte)
            }
        }
        throw GraphQLProblem("Syntax Error: Unterminated string.")
    }

    private mutating func escaped() throws(GraphQLProblem) -> [UInt8] {
        guard let byte = peek else { throw problem }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"):
            guard let scalar = try unicode() else { throw problem }
            return Array(String(scalar).utf8)
        default: throw problem
        }
    }

    /// Four digits, or eight in two halves for what is beyond them.
    private mutating func unicode() throws(GraphQLProblem) -> Unicode.Scalar? {
        let first = try unit()
        guard (0xD800...0xDBFF).contains(first) else { return Unicode.Scalar(first) }
        guard bytes[position...].starts(with: Array("\\u".utf8)) else { return nil }
        position += 2
        let second = try unit()
        guard (0xDC00...0xDFFF).contains(second) else { return nil }
        return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    }

    private mutating func unit() throws(GraphQLProblem) -> UInt32 {
        let digits = bytes[position...].prefix(4)
        guard digits.count == 4, digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
            let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw problem }
        position += 4
        return unit
    }

    private var problem: GraphQLProblem {
        GraphQLProblem("Syntax Error: what stands at byte \(position + 1) was not expected.")
    }
}
