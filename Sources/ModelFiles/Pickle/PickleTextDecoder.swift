/// Decodes texts as the loader's opcodes do.
enum PickleTextDecoder {
    static func decode(_ bytes: [UInt8], _ coding: PickleText.Coding) -> String {
        switch coding {
        case .utf8: String(decoding: bytes, as: UTF8.self)
        case .latin: latin(bytes)
        case .rawUnicodeEscape: unescape(bytes, isRaw: true)
        case .quoted: unescape(bytes, isRaw: false)
        }
    }

    private static func latin(_ bytes: [UInt8]) -> String {
        if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: bytes.map { Unicode.Scalar($0) })
        return String(text)
    }

    /// Python's escapes: `\u` and `\U` with their digits alone when raw, all of a string's else.
    ///
    /// Other bytes are Latin-1, or else UTF-8, as in YAML.
    static func unescape(_ bytes: [UInt8], isRaw: Bool, isUTF8: Bool = false) -> String {
        guard bytes.contains(UInt8(ascii: "\\")) else {
            return isUTF8 ? String(decoding: bytes, as: UTF8.self) : latin(bytes)
        }
        var text = String.UnicodeScalarView()
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            guard byte == UInt8(ascii: "\\"), index < bytes.count else {
                text.append(Unicode.Scalar(byte))
                continue
            }
            let (scalar, length) = escape(bytes[index...], isRaw: isRaw)
            if let scalar { text.append(scalar) }
            index += length
            if length == 0 { text.append("\\") }
        }
        return String(text)
    }

    /// What follows a backslash stands for, and how many bytes it takes; 0 when it is no escape.
    private static func escape(
        _ rest: ArraySlice<UInt8>, isRaw: Bool
    ) -> (Unicode.Scalar?, Int) {
        guard let kind = rest.first else { return (nil, 0) }
        switch kind {
        case UInt8(ascii: "u"): return hex(rest, digits: 4)
        case UInt8(ascii: "U"): return hex(rest, digits: 8)
        case _ where isRaw: return (nil, 0)
        case UInt8(ascii: "x"): return hex(rest, digits: 2)
        case UInt8(ascii: "N"): return named(rest)
        case UInt8(ascii: "0")...UInt8(ascii: "7"): return octal(rest)
        case UInt8(ascii: "n"): return ("\n", 1)
        case UInt8(ascii: "t"): return ("\t", 1)
        case UInt8(ascii: "r"): return ("\r", 1)
        case UInt8(ascii: "\n"): return (nil, 1)
        case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""):
            return (Unicode.Scalar(kind), 1)
        default: return (nil, 0)
        }
    }

    private static func hex(_ rest: ArraySlice<UInt8>, digits: Int) -> (Unicode.Scalar?, Int) {
        let text = String(decoding: rest.dropFirst().prefix(digits), as: UTF8.self)
        guard text.utf8.count == digits, text.allSatisfy(\.isHexDigit),
            let value = UInt32(text, radix: 16), let scalar = Unicode.Scalar(value)
        else { return (nil, 0) }
        return (scalar, digits + 1)
    }

    /// `N{LOW LINE}`: a character by its name, of ASCII's the sign itself and of others a mark.
    private static func named(_ rest: ArraySlice<UInt8>) -> (Unicode.Scalar?, Int) {
        guard rest.dropFirst().first == UInt8(ascii: "{"),
            let end = rest.prefix(100).firstIndex(of: UInt8(ascii: "}"))
        else { return (nil, 0) }
        let name = String(decoding: rest[(rest.startIndex + 2)..<end], as: UTF8.self).uppercased()
        return (signs[name] ?? "\u{FFFD}", end - rest.startIndex + 1)
    }

    private static let signs: [String: Unicode.Scalar] = {
        let printable = (UInt8(0x20)...0x7E).map { Unicode.Scalar($0) }
        let names = printable.map { ($0.properties.name ?? "", $0) }
        return Dictionary(names) { first, _ in first }
    }()

    private static func octal(_ rest: ArraySlice<UInt8>) -> (Unicode.Scalar?, Int) {
        let digits = rest.prefix(3).prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "7") }
        let value = digits.reduce(UInt32(0)) { $0 * 8 + UInt32($1 - UInt8(ascii: "0")) }
        return (Unicode.Scalar(value), digits.count)
    }
}
