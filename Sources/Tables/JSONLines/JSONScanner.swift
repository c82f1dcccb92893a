/// Walks through one line of JSON and says where its values stand, building none.
///
/// Source: RFC 8259, strictly; nesting is bounded by ``depthMost``.
struct JSONScanner {
    static let depthMost = 64

    /// A value of an object.
    enum Value {
        /// A number's bytes.
        case number(Range<Int>)
        /// `true` or `false`.
        case truth(Range<Int>)
        /// A string without escapes: its bytes.
        case text(Range<Int>)
        /// A string with escapes, without them.
        case unescaped([UInt8])
        case null
        case nested
    }

    /// Counts from 1; for errors.
    let line: Int
    /// The byte that comes next, from 0.
    private(set) var at = 0

    init(line: Int) { self.line = line }

    /// Steps over the opening bracket of the line's object.
    ///
    /// - Returns: Whether the object has a value.
    mutating func openObject(_ bytes: Span<UInt8>) throws(TableError) -> Bool {
        skipBlanks(bytes)
        guard next(bytes) == UInt8(ascii: "{") else { throw wrong("a line must be an object") }
        at += 1
        skipBlanks(bytes)
        guard next(bytes) == UInt8(ascii: "}") else { return true }
        at += 1
        return false
    }

    /// Steps over a name and the colon behind it.
    mutating func name(_ bytes: Span<UInt8>) throws(TableError) -> Value {
        skipBlanks(bytes)
        guard next(bytes) == UInt8(ascii: "\"") else { throw wrong("a name in quotes must follow") }
        let name = try string(bytes)
        skipBlanks(bytes)
        guard next(bytes) == UInt8(ascii: ":") else { throw wrong("a colon must follow a name") }
        at += 1
        return name
    }

    /// Steps over what stands behind a value of an object.
    ///
    /// - Returns: Whether another one follows.
    mutating func anotherFollows(_ bytes: Span<UInt8>) throws(TableError) -> Bool {
        skipBlanks(bytes)
        defer { at += 1 }
        switch next(bytes) {
        case UInt8(ascii: ","): return true
        case UInt8(ascii: "}"): return false
        default: throw wrong("a comma or the object's end must follow a value")
        }
    }

    /// Makes sure that nothing but blanks is left.
    mutating func end(_ bytes: Span<UInt8>) throws(TableError) {
        skipBlanks(bytes)
        guard at == bytes.count else { throw wrong("text behind the object") }
    }

    /// Steps over a value.
    mutating func value(_ bytes: Span<UInt8>, depth: Int = 1) throws(TableError) -> Value {
        skipBlanks(bytes)
        let start = at
        switch next(bytes) {
        case UInt8(ascii: "\""): return try string(bytes)
        case UInt8(ascii: "n"):
            try word("null", bytes)
            return .null
        case UInt8(ascii: "t"):
            try word("true", bytes)
            return .truth(start..<at)
        case UInt8(ascii: "f"):
            try word("false", bytes)
            return .truth(start..<at)
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            guard depth < Self.depthMost else { throw wrong("nested too deeply") }
            try nested(bytes, depth: depth + 1)
            return .nested
        default:
            try number(bytes)
            return .number(start..<at)
        }
    }

    private mutating func nested(_ bytes: Span<UInt8>, depth: Int) throws(TableError) {
        let isObject = next(bytes) == UInt8(ascii: "{")
        let closing = UInt8(ascii: isObject ? "}" : "]")
        at += 1
        skipBlanks(bytes)
        if next(bytes) == closing {
            at += 1
            return
        }
        while true {
            if isObject { _ = try name(bytes) }
            _ = try value(bytes, depth: depth)
            skipBlanks(bytes)
            guard let byte = next(bytes), byte == UInt8(ascii: ",") || byte == closing else {
                throw wrong("a comma or a closing bracket must follow a value")
            }
            at += 1
            if byte == closing { return }
        }
    }

    private mutating func number(_ bytes: Span<UInt8>) throws(TableError) {
        if next(bytes) == UInt8(ascii: "-") { at += 1 }
        let whole = at
        guard digits(bytes) > 0 else { throw wrong("a value must follow") }
        guard bytes[whole] != UInt8(ascii: "0") || at == whole + 1 else {
            throw wrong("a number does not begin with 0")
        }
        if next(bytes) == UInt8(ascii: ".") {
            at += 1
            guard digits(bytes) > 0 else { throw wrong("digits must follow a point") }
        }
        if let byte = next(bytes), byte | 0x20 == UInt8(ascii: "e") {
            at += 1
            let sign = next(bytes)
            if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { at += 1 }
            guard digits(bytes) > 0 else { throw wrong("digits must follow an exponent") }
        }
    }

    private mutating func digits(_ bytes: Span<UInt8>) -> Int {
        let start = at
        while let byte = next(bytes), byte &- UInt8(ascii: "0") < 10 { at += 1 }
        return at - start
    }

    private mutating func word(_ word: StaticString, _ bytes: Span<UInt8>) throws(TableError) {
        let isThere = word.withUTF8Buffer { letters in
            at + letters.count <= bytes.count
                && letters.indices.allSatisfy { bytes[at + $0] == letters[$0] }
        }
        guard isThere else { throw wrong("a value must follow") }
        at += word.utf8CodeUnitCount
    }

    /// Steps over a string, from its opening quotation mark.
    private mutating func string(_ bytes: Span<UInt8>) throws(TableError) -> Value {
        at += 1
        let start = at
        while let byte = next(bytes), byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
            guard byte >= 0x20 else { throw wrong("a control character in a string") }
            at += 1
        }
        if next(bytes) == UInt8(ascii: "\"") {
            at += 1
            return .text(start..<(at - 1))
        }
        return .unescaped(try unescaped(bytes, from: start))
    }

    private mutating func unescaped(
        _ bytes: Span<UInt8>, from start: Int
    ) throws(TableError) -> [UInt8] {
        var text: [UInt8] = []
        for index in start..<at { text.append(bytes[index]) }
        while let byte = next(bytes) {
            at += 1
            switch byte {
            case UInt8(ascii: "\""): return text
            case UInt8(ascii: "\\"): text.append(contentsOf: try escape(bytes))
            case 0x20...: text.append(byte)
            default: throw wrong("a control character in a string")
            }
        }
        throw wrong("a string is opened and never closed")
    }

    /// What stands behind a backslash.
    private mutating func escape(_ bytes: Span<UInt8>) throws(TableError) -> [UInt8] {
        guard let byte = next(bytes) else { throw wrong("a string is opened and never closed") }
        at += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"):
            let unit = try codeUnit(bytes)
            return try Array(String(scalar(bytes, first: unit)).utf8)
        default: throw wrong("no such escape")
        }
    }

    /// The scalar that begins with a code unit: with the one behind it, when it takes two.
    private mutating func scalar(
        _ bytes: Span<UInt8>, first: UInt32
    ) throws(TableError) -> Unicode.Scalar {
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, next(bytes) == UInt8(ascii: "\\") else {
            throw wrong("half a character")
        }
        at += 1
        guard next(bytes) == UInt8(ascii: "u") else { throw wrong("half a character") }
        at += 1
        let second = try codeUnit(bytes)
        guard second >= 0xDC00, second < 0xE000,
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw wrong("half a character") }
        return scalar
    }

    private mutating func codeUnit(_ bytes: Span<UInt8>) throws(TableError) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next(bytes),
                let digit = Character(Unicode.Scalar(byte)).hexDigitValue
            else { throw wrong("four hexadecimal digits must follow") }
            unit = unit << 4 | UInt32(truncatingIfNeeded: digit)
            at += 1
        }
        return unit
    }

    private mutating func skipBlanks(_ bytes: Span<UInt8>) {
        while let byte = next(bytes), byte == 0x20 || byte == 0x09 || byte == 0x0D { at += 1 }
    }

    private func next(_ bytes: Span<UInt8>) -> UInt8? {
        at < bytes.count ? bytes[at] : nil
    }

    private func wrong(_ reason: String) -> TableError {
        .notJSON(line: line, byte: at + 1, reason: reason)
    }
}
