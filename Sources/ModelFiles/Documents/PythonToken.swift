/// A token of Python source, as far as names, texts and signs go.
enum PythonToken: Equatable {
    case name(String)
    case text(String)
    case symbol(UInt8)
    case newline

    private static let limit = 2_000_000

    /// Split into names, texts and signs, with the line of each from 1; what is beyond a limit is
    /// left out.
    static func all(in bytes: [UInt8]) -> [(token: PythonToken, line: Int)] {
        var tokens: [(token: PythonToken, line: Int)] = []
        var index = 0
        var line = 1
        while index < bytes.count, tokens.count < limit {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "\n"):
                tokens.append((.newline, line))
                line += 1
                index += 1
            case UInt8(ascii: "#"):
                while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
            case UInt8(ascii: "'"), UInt8(ascii: "\""):
                let (text, end) = quoted(bytes, at: index)
                tokens.append((.text(text), line))
                line += bytes[index..<end].count { $0 == UInt8(ascii: "\n") }
                index = end
            case _ where isNameByte(byte):
                let end = bytes[index...].firstIndex { !isNameByte($0) } ?? bytes.count
                tokens.append((.name(String(decoding: bytes[index..<end], as: UTF8.self)), line))
                index = end
            default:
                if byte > 0x20 { tokens.append((.symbol(byte), line)) }
                index += 1
            }
        }
        return tokens
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A, 0x80...0xFF: true
        default: false
        }
    }

    /// A string literal's text and the index behind it.
    private static func quoted(_ bytes: [UInt8], at start: Int) -> (String, Int) {
        let quote = bytes[start]
        let isLong =
            start + 2 < bytes.count && bytes[start + 1] == quote && bytes[start + 2] == quote
        let width = isLong ? 3 : 1
        var index = start + width
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "\\") {
                index += 2
                continue
            }
            if bytes[index] == UInt8(ascii: "\n"), !isLong { break }
            if bytes[index...].prefix(width).elementsEqual(repeatElement(quote, count: width)) {
                break
            }
            index += 1
        }
        let end = min(index, bytes.count)
        let text = String(
            decoding: bytes[min(start + width, end)..<end].prefix(2_000), as: UTF8.self)
        return (text, min(end + width, bytes.count))
    }
}
