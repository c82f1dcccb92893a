/// A piece of a filter or of an order.
enum FilterToken: Sendable, Equatable {
    /// A word, with all its dots and quoted parts: `metrics.acc`, ``tags.`a b` ``.
    case word([Part])
    case number(String)
    case text(String)
    case comparator(String)
    case open, close, comma

    struct Part: Sendable, Equatable {
        let text: String
        let isQuoted: Bool
    }

    /// The word, when it is a single plain one.
    var plain: String? {
        guard case .word(let parts) = self, parts.count == 1, !parts[0].isQuoted else {
            return nil
        }
        return parts[0].text
    }

    /// As it was written, more or less, for messages.
    var shown: String {
        switch self {
        case .word(let parts):
            parts.map { $0.isQuoted ? "`\($0.text)`" : $0.text }.joined(separator: ".")
        case .number(let text), .comparator(let text): text
        case .text(let text): "'\(text)'"
        case .open: "("
        case .close: ")"
        case .comma: ","
        }
    }
}

/// Takes a filter apart, byte by byte; it never reads past the end.
struct FilterLexer {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    /// - Throws: `invalid` for what is no piece of a filter, or a text that does not end.
    mutating func tokens() throws(TrackingError) -> [FilterToken] {
        guard bytes.count <= TrackingLimits.filterByteCountMax else {
            throw TrackingCheck.invalid(
                "A filter has at most \(TrackingLimits.filterByteCountMax) bytes.")
        }
        var tokens: [FilterToken] = []
        while let byte = peek {
            if byte == 0x20 || (0x09...0x0D).contains(byte) {
                position += 1
            } else {
                tokens.append(try token(startingWith: byte))
            }
        }
        return tokens
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func token(startingWith byte: UInt8) throws(TrackingError) -> FilterToken {
        switch byte {
        case UInt8(ascii: "("): return single(.open)
        case UInt8(ascii: ")"): return single(.close)
        case UInt8(ascii: ","): return single(.comma)
        case UInt8(ascii: "'"): return .text(try quoted(by: byte))
        case UInt8(ascii: "="), UInt8(ascii: "!"), UInt8(ascii: "<"), UInt8(ascii: ">"):
            return try comparator()
        case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return try number()
        default: return try word()
        }
    }

    private mutating func single(_ token: FilterToken) -> FilterToken {
        position += 1
        return token
    }

    private mutating func comparator() throws(TrackingError) -> FilterToken {
        let start = position
        while let byte = peek, [0x21, 0x3C, 0x3D, 0x3E].contains(byte) { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        switch text {
        case "=", "!=", "<", "<=", ">", ">=": return .comparator(text)
        case "==": return .comparator("=")
        case "<>": return .comparator("!=")
        default: throw TrackingCheck.invalid("Invalid comparator '\(text)' in filter string.")
        }
    }

    /// Digits with a sign, a point and an exponent; a word may follow digits, as in `2fa`.
    private mutating func number() throws(TrackingError) -> FilterToken {
        let start = position
        while let byte = peek, Self.isOfNumber(byte) { position += 1 }
        if let byte = peek, Self.isOfWord(byte) {
            position = start
            return try word()
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard Double(text) != nil else {
            throw TrackingCheck.invalid("Invalid number '\(text.prefix(50))' in filter string.")
        }
        return .number(text)
    }

    private mutating func word() throws(TrackingError) -> FilterToken {
        var parts: [FilterToken.Part] = []
        while true {
            guard let byte = peek else { break }
            if byte == UInt8(ascii: "`") || byte == UInt8(ascii: "\"") {
                parts.append(.init(text: try quoted(by: byte), isQuoted: true))
            } else {
                let start = position
                while let byte = peek, Self.isOfWord(byte) { position += 1 }
                guard position > start else { throw unexpected }
                let text = String(decoding: bytes[start..<position], as: UTF8.self)
                parts.append(.init(text: text, isQuoted: false))
            }
            guard peek == UInt8(ascii: ".") else { break }
            position += 1
        }
        guard !parts.isEmpty else { throw unexpected }
        return .word(parts)
    }

    private var unexpected: TrackingError {
        let rest = String(decoding: bytes[position...].prefix(30), as: UTF8.self)
        return TrackingCheck.invalid("Invalid clause(s) in filter string: '\(rest)'")
    }

    private mutating func quoted(by quote: UInt8) throws(TrackingError) -> String {
        position += 1
        let start = position
        while let byte = peek, byte != quote { position += 1 }
        guard peek == quote else {
            throw TrackingCheck.invalid(
                "A text in the filter string does not end; write it in single quotes.")
        }
        position += 1
        let text = String(decoding: bytes[start..<(position - 1)], as: UTF8.self)
        try TrackingCheck.plain(text, "filter")
        return text
    }

    private static func isOfNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
            UInt8(ascii: "+"), UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }

    private static func isOfWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
            UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "@"), 0x80...0xFF:
            true
        default: false
        }
    }
}
