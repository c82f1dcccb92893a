/// Reads one JSON text, strictly: RFC 8259's grammar and RFC 7493's demands, and nothing more.
///
/// It stops at the first fault and never reads past the end.
struct JSONParser {
    private let bytes: [UInt8]
    private let limits: JSONLimits
    private var position = 0
    private var depth = 0
    private var valueCount = 0

    init(_ bytes: [UInt8], limits: JSONLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    /// The value that is the whole text.
    mutating func parse() throws(JSONError) -> JSON {
        guard bytes.count <= limits.byteCountMax else {
            throw fault(.tooLarge(byteCountMax: limits.byteCountMax))
        }
        skipSpace()
        let value = try parseValue()
        skipSpace()
        guard position == bytes.count else { throw fault(.trailingText) }
        return value
    }

    private mutating func parseValue() throws(JSONError) -> JSON {
        valueCount += 1
        guard valueCount <= limits.valueCountMax else {
            throw fault(.tooManyValues(countMax: limits.valueCountMax))
        }
        guard let byte = peek() else { throw fault(.unexpectedEnd) }
        switch byte {
        case UInt8(ascii: "{"):
            return try nested { parser throws(JSONError) in
                .object(try parser.parseMembers())
            }
        case UInt8(ascii: "["):
            return try nested { parser throws(JSONError) in
                .array(try parser.parseElements())
            }
        case UInt8(ascii: "\""): return .string(try parseString())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return .number(try parseNumber())
        case UInt8(ascii: "t"): return try parseWord("true", .bool(true))
        case UInt8(ascii: "f"): return try parseWord("false", .bool(false))
        case UInt8(ascii: "n"): return try parseWord("null", .null)
        default: throw fault(.unexpected(byte: byte, expected: "a value"))
        }
    }

    private mutating func nested(
        _ body: (inout Self) throws(JSONError) -> JSON
    ) throws(JSONError) -> JSON {
        guard depth < limits.depthMax else { throw fault(.tooDeep(depthMax: limits.depthMax)) }
        depth += 1
        position += 1
        let value = try body(&self)
        depth -= 1
        return value
    }

    // MARK: Arrays and objects

    private mutating func parseElements() throws(JSONError) -> [JSON] {
        var elements: [JSON] = []
        skipSpace()
        if takeIf(UInt8(ascii: "]")) { return elements }
        while true {
            skipSpace()
            elements.append(try parseValue())
            skipSpace()
            if takeIf(UInt8(ascii: "]")) { return elements }
            try take(UInt8(ascii: ","), expected: "`,` or `]`")
        }
    }

    private mutating func parseMembers() throws(JSONError) -> [String: JSON] {
        var members: [String: JSON] = [:]
        skipSpace()
        if takeIf(UInt8(ascii: "}")) { return members }
        while true {
            skipSpace()
            let start = position
            guard peek() == UInt8(ascii: "\"") else { throw unexpected("a name in quotes") }
            let name = try parseString()
            skipSpace()
            try take(UInt8(ascii: ":"), expected: "`:`")
            skipSpace()
            let value = try parseValue()
            guard members.updateValue(value, forKey: name) == nil else {
                throw fault(.duplicateName(name), at: start)
            }
            skipSpace()
            if takeIf(UInt8(ascii: "}")) { return members }
            try take(UInt8(ascii: ","), expected: "`,` or `}`")
        }
    }

    private mutating func parseWord(_ word: StaticString, _ value: JSON) throws(JSONError) -> JSON {
        for offset in 0..<word.utf8CodeUnitCount {
            try take(word.utf8Start[offset], expected: "`\(word)`")
        }
        return value
    }

    // MARK: Numbers

    private mutating func parseNumber() throws(JSONError) -> Double {
        let start = position
        _ = takeIf(UInt8(ascii: "-"))
        if !takeIf(UInt8(ascii: "0")) { try takeDigits() }
        if takeIf(UInt8(ascii: ".")) { try takeDigits() }
        if takeIf(UInt8(ascii: "e")) || takeIf(UInt8(ascii: "E")) {
            if !takeIf(UInt8(ascii: "+")) { _ = takeIf(UInt8(ascii: "-")) }
            try takeDigits()
        }
        guard position - start <= JSONLimits.numberByteCountMax else {
            let limit = JSONLimits.numberByteCountMax
            throw fault(.numberTooLong(byteCountMax: limit), at: start)
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard let value = Double(text) else { throw fault(.malformedNumber, at: start) }
        guard value.isFinite else { throw fault(.numberOutOfRange(text), at: start) }
        return value
    }

    private mutating func takeDigits() throws(JSONError) {
        let start = position
        while let byte = peek(), (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            position += 1
        }
        guard position > start else { throw fault(.malformedNumber) }
    }

    // MARK: Strings

    private mutating func parseString() throws(JSONError) -> String {
        let start = position
        position += 1
        var unescaped: [UInt8] = []
        while true {
            let run = position
            skipPlainText()
            guard let byte = peek() else { throw fault(.unexpectedEnd) }
            switch byte {
            case UInt8(ascii: "\""):
                let rest = bytes[run..<position]
                position += 1
                return try unescaped.isEmpty
                    ? text(rest, at: start) : text(unescaped + rest, at: start)
            case UInt8(ascii: "\\"):
                unescaped += bytes[run..<position]
                position += 1
                unescaped += try parseEscape()
            default: throw fault(.controlCharacter(byte))
            }
        }
    }

    /// Moves to the next quote, backslash, control character or the end.
    private mutating func skipPlainText() {
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { return }
            position += 1
        }
    }

    private func text(
        _ utf8: some Collection<UInt8>, at start: Int
    ) throws(JSONError) -> String {
        guard let text = String(validating: utf8, as: UTF8.self) else {
            throw fault(.malformedUTF8, at: start)
        }
        return text
    }

    /// The bytes for what follows a backslash.
    private mutating func parseEscape() throws(JSONError) -> [UInt8] {
        let start = position - 1
        guard let byte = peek() else { throw fault(.unexpectedEnd) }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): return Array(String(try parseScalar(at: start)).utf8)
        default: throw fault(.unknownEscape, at: start)
        }
    }

    /// The code point of one `\u` escape, or of two that are a surrogate pair.
    private mutating func parseScalar(at start: Int) throws(JSONError) -> Unicode.Scalar {
        let first = try parseCodeUnit(at: start)
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard UTF16.isLeadSurrogate(first), takeIf(UInt8(ascii: "\\")),
            takeIf(UInt8(ascii: "u"))
        else { throw fault(.loneSurrogate, at: start) }
        let second = try parseCodeUnit(at: start)
        guard UTF16.isTrailSurrogate(second) else { throw fault(.loneSurrogate, at: start) }
        let offset = (UInt32(first) & 0x3FF) << 10 | UInt32(second) & 0x3FF
        guard let scalar = Unicode.Scalar(0x10000 + offset) else {
            throw fault(.loneSurrogate, at: start)
        }
        return scalar
    }

    private mutating func parseCodeUnit(at start: Int) throws(JSONError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = peek() else { throw fault(.unexpectedEnd) }
            guard let digit = Hex.value(of: byte) else { throw fault(.unknownEscape, at: start) }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }

    // MARK: Bytes

    private func peek() -> UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func takeIf(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        position += 1
        return true
    }

    private mutating func take(_ byte: UInt8, expected: String) throws(JSONError) {
        guard takeIf(byte) else { throw unexpected(expected) }
    }

    private mutating func skipSpace() {
        while let byte = peek(), byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            position += 1
        }
    }

    private func unexpected(_ expected: String) -> JSONError {
        guard let byte = peek() else { return fault(.unexpectedEnd) }
        return fault(.unexpected(byte: byte, expected: expected))
    }

    private func fault(_ reason: JSONError.Reason, at offset: Int? = nil) -> JSONError {
        JSONError(offset: offset ?? position, reason: reason, in: bytes)
    }
}

extension JSON {
    /// Reads a JSON text strictly: UTF-8 without a byte order mark, no name twice in an object, no
    /// lone surrogates, no number beyond a double, nothing after the value.
    ///
    /// Names that differ only before Unicode normalisation count as the same name.
    ///
    /// - Throws: ``JSONError`` with the place and the reason of the first fault.
    /// - Complexity: O(n).
    package init(parsing bytes: [UInt8], limits: JSONLimits = .default) throws(JSONError) {
        var parser = JSONParser(bytes, limits: limits)
        self = try parser.parse()
    }

    /// Reads a JSON text strictly, as ``init(parsing:limits:)`` does.
    package init(parsing text: String) throws(JSONError) {
        try self.init(parsing: Array(text.utf8))
    }
}
