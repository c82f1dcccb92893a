/// Reads a model's JSON: RFC 8259, and the words `NaN` and `Infinity` that C++ and Python write.
struct JSONDocument {
    private let bytes: [UInt8]
    private var at = 0
    private var valueCount = 0

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The document that is the whole text.
    ///
    /// - Complexity: O(bytes).
    static func parse(_ bytes: [UInt8]) throws(DocumentFault) -> ModelDocument {
        var reader = JSONDocument(bytes)
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.at == bytes.count else { throw reader.fault("text follows the value") }
        return value
    }

    private func fault(_ reason: String) -> DocumentFault {
        DocumentFault(offset: at, reason: reason)
    }

    private var current: UInt8 { at < bytes.count ? bytes[at] : 0 }

    private mutating func skipSpace() {
        while at < bytes.count {
            let byte = bytes[at]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            at += 1
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard at < bytes.count, bytes[at] == byte else { return false }
        at += 1
        return true
    }

    private mutating func value(depth: Int) throws(DocumentFault) -> ModelDocument {
        skipSpace()
        valueCount += 1
        guard valueCount <= ModelDocument.valueLimit else { throw fault("too many values") }
        switch current {
        case UInt8(ascii: "{"):
            guard depth < ModelDocument.depthLimit else { throw fault("nested too deep") }
            return .object(try members(depth: depth))
        case UInt8(ascii: "["):
            guard depth < ModelDocument.depthLimit else { throw fault("nested too deep") }
            return try list(depth: depth)
        case UInt8(ascii: "\""): return .text(try string())
        case UInt8(ascii: "n") where takeWord("null"): return .null
        case UInt8(ascii: "t") where takeWord("true"): return .flag(true)
        case UInt8(ascii: "f") where takeWord("false"): return .flag(false)
        default: return .number(try number())
        }
    }

    private mutating func takeWord(_ word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        guard bytes.count - at >= count else { return false }
        for offset in 0..<count where bytes[at + offset] != word.utf8Start[offset] { return false }
        at += count
        return true
    }

    private mutating func members(depth: Int) throws(DocumentFault) -> [ModelDocument.Member] {
        at += 1
        var members: [ModelDocument.Member] = []
        if take(UInt8(ascii: "}")) { return members }
        while true {
            skipSpace()
            guard current == UInt8(ascii: "\"") else { throw fault("a name is missing") }
            let name = try string()
            guard take(UInt8(ascii: ":")) else { throw fault("`:` is missing") }
            members.append(ModelDocument.Member(name: name, value: try value(depth: depth + 1)))
            if take(UInt8(ascii: "}")) { return members }
            guard take(UInt8(ascii: ",")) else { throw fault("`,` or `}` is missing") }
        }
    }

    private mutating func list(depth: Int) throws(DocumentFault) -> ModelDocument {
        at += 1
        if take(UInt8(ascii: "]")) { return .numbers([]) }
        skipSpace()
        if isNumberStart, let numbers = try numbers() { return .numbers(numbers) }
        var elements: [ModelDocument] = []
        while true {
            elements.append(try value(depth: depth + 1))
            if take(UInt8(ascii: "]")) { return .list(elements) }
            guard take(UInt8(ascii: ",")) else { throw fault("`,` or `]` is missing") }
        }
    }

    private var isNumberStart: Bool {
        let byte = current
        return byte == UInt8(ascii: "-") || byte == UInt8(ascii: "N") || byte == UInt8(ascii: "I")
            || byte &- UInt8(ascii: "0") < 10
    }

    /// A list of numbers to its end; `nil`, with nothing taken, when another value is among them.
    private mutating func numbers() throws(DocumentFault) -> [Double]? {
        let start = at
        var numbers: [Double] = []
        while true {
            skipSpace()
            guard isNumberStart else {
                at = start
                return nil
            }
            numbers.append(try number())
            if take(UInt8(ascii: "]")) { return numbers }
            guard take(UInt8(ascii: ",")) else { throw fault("`,` or `]` is missing") }
        }
    }

    private mutating func number() throws(DocumentFault) -> Double {
        if takeWord("NaN") { return .nan }
        if takeWord("Infinity") { return .infinity }
        if takeWord("-Infinity") { return -.infinity }
        let start = at
        while at < bytes.count, Self.isNumberByte(bytes[at]) { at += 1 }
        guard let value = NumberText.value(bytes[start..<at]) else {
            at = start
            throw fault(start == bytes.count ? "the text ends" : "a value is missing")
        }
        return value
    }

    private static func isNumberByte(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
            || byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: "e")
    }

    private mutating func string() throws(DocumentFault) -> String {
        at += 1
        var text: [UInt8] = []
        var run = at
        while at < bytes.count {
            let byte = bytes[at]
            guard byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
                at += 1
                continue
            }
            text += bytes[run..<at]
            at += 1
            if byte == UInt8(ascii: "\"") {
                guard let string = String(validating: text, as: UTF8.self) else {
                    throw fault("a text is not UTF-8")
                }
                return string
            }
            text += try escape()
            run = at
        }
        throw fault("a text has no end")
    }

    /// The bytes for what follows a backslash.
    private mutating func escape() throws(DocumentFault) -> [UInt8] {
        let byte = current
        at += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"):
            var units = [try codeUnit()]
            if UTF16.isLeadSurrogate(units[0]), takeWord("\\u") { units.append(try codeUnit()) }
            guard let text = String(validating: units, as: UTF16.self) else {
                throw fault("an escape is half of a surrogate pair")
            }
            return Array(text.utf8)
        default: throw fault("an escape is malformed")
        }
    }

    private mutating func codeUnit() throws(DocumentFault) -> UInt16 {
        guard bytes.count - at >= 4,
            let unit = UInt16(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16)
        else { throw fault("an escape is malformed") }
        at += 4
        return unit
    }
}
