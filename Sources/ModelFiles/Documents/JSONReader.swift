/// Reads JSON as Python's reader does (NaN and Infinity too), with a limit on depth.
struct JSONReader {
    private let bytes: [UInt8]
    private var index = 0
    private let depthLimit: Int
    private var fault: String?

    /// The value, or why there is none.
    static func value(_ bytes: [UInt8], depthLimit: Int) -> (value: JSONValue?, fault: String?) {
        var reader = JSONReader(bytes, depthLimit: depthLimit)
        let value = reader.value(depth: 0)
        reader.skipBlanks()
        if reader.fault == nil, reader.index < bytes.count { reader.fault = "text after the value" }
        return (reader.fault == nil ? value : nil, reader.fault)
    }

    private init(_ bytes: [UInt8], depthLimit: Int) {
        self.bytes = bytes
        self.depthLimit = depthLimit
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    }

    private mutating func fail(_ reason: String) -> JSONValue? {
        if fault == nil { fault = "\(reason) at byte \(index)" }
        return nil
    }

    private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipBlanks() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            index += 1
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipBlanks()
        guard current == byte else { return false }
        index += 1
        return true
    }

    private mutating func value(depth: Int) -> JSONValue? {
        guard depth < depthLimit else { return fail("deeper than \(depthLimit)") }
        skipBlanks()
        switch current {
        case UInt8(ascii: "{"): return object(depth: depth)
        case UInt8(ascii: "["): return array(depth: depth)
        case UInt8(ascii: "\""): return text().map { .text($0) }
        case nil: return fail("the text ends")
        default: return word()
        }
    }

    private mutating func object(depth: Int) -> JSONValue? {
        index += 1
        var members: [JSONValue.Member] = []
        if take(UInt8(ascii: "}")) { return .object(members) }
        while fault == nil {
            skipBlanks()
            guard current == UInt8(ascii: "\""), let key = text() else { return fail("no key") }
            guard take(UInt8(ascii: ":")) else { return fail("no colon") }
            guard let value = value(depth: depth + 1) else { return nil }
            members.append(JSONValue.Member(key: key, value: value))
            if take(UInt8(ascii: "}")) { return .object(members) }
            guard take(UInt8(ascii: ",")) else { return fail("no comma") }
        }
        return nil
    }

    private mutating func array(depth: Int) -> JSONValue? {
        index += 1
        var items: [JSONValue] = []
        if take(UInt8(ascii: "]")) { return .array(items) }
        while fault == nil {
            guard let value = value(depth: depth + 1) else { return nil }
            items.append(value)
            if take(UInt8(ascii: "]")) { return .array(items) }
            guard take(UInt8(ascii: ",")) else { return fail("no comma") }
        }
        return nil
    }

    private mutating func word() -> JSONValue? {
        let start = index
        while let byte = current, isWordByte(byte) { index += 1 }
        let word = String(decoding: bytes[start..<index], as: UTF8.self)
        switch word {
        case "null": return .null
        case "true": return .bool(true)
        case "false": return .bool(false)
        case "NaN", "Infinity", "-Infinity": return .number
        default:
            if let number = Int(word) { return .int(number) }
            let isNumber = Double(word) != nil
            return isNumber ? .number : fail("no value")
        }
    }

    private func isWordByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || byte == 0x2B || byte == 0x2D || byte == 0x2E
    }

    private mutating func text() -> String? {
        index += 1
        let start = index
        var hasEscapes = false
        while let byte = current, byte != UInt8(ascii: "\"") {
            if byte == UInt8(ascii: "\\") {
                hasEscapes = true
                index += 1
            }
            index += 1
        }
        guard index < bytes.count else {
            _ = fail("a text without end")
            return nil
        }
        let raw = bytes[start..<index]
        index += 1
        return hasEscapes ? unescaped(raw) : String(decoding: raw, as: UTF8.self)
    }

    private func unescaped(_ raw: ArraySlice<UInt8>) -> String {
        var units: [UInt16] = []
        var rest = Array(String(decoding: raw, as: UTF8.self).utf16)[...]
        while let unit = rest.popFirst() {
            guard unit == 0x5C, let kind = rest.popFirst() else {
                units.append(unit)
                continue
            }
            switch kind {
            case 0x6E: units.append(0x0A)
            case 0x74: units.append(0x09)
            case 0x72: units.append(0x0D)
            case 0x62: units.append(0x08)
            case 0x66: units.append(0x0C)
            case 0x75:
                let digits = String(decoding: rest.prefix(4), as: UTF16.self)
                units.append(UInt16(digits, radix: 16) ?? 0xFFFD)
                rest = rest.dropFirst(4)
            default: units.append(kind)
            }
        }
        return String(decoding: units, as: UTF16.self)
    }
}
