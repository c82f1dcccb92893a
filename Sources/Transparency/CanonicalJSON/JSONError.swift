/// Where a text stops being the JSON that we accept, and why.
package struct JSONError: Error, Equatable, Sendable {
    /// Bytes before the fault.
    package let offset: Int
    /// From 1.
    package let line: Int
    /// Characters (code points) from the line's start, from 1.
    package let column: Int
    package let reason: Reason

    package enum Reason: Equatable, Sendable {
        case tooLarge(byteCountMax: Int)
        case tooDeep(depthMax: Int)
        case tooManyValues(countMax: Int)
        case unexpectedEnd
        case unexpected(byte: UInt8, expected: String)
        case malformedNumber
        case numberTooLong(byteCountMax: Int)
        case numberOutOfRange(String)
        case unknownEscape
        case loneSurrogate
        case controlCharacter(UInt8)
        case malformedUTF8
        case duplicateName(String)
        case trailingText
    }

    init(offset: Int, reason: Reason, in bytes: [UInt8]) {
        let before = bytes[..<Swift.min(offset, bytes.count)]
        let newline = UInt8(ascii: "\n")
        self.offset = offset
        line = before.reduce(1) { $0 + ($1 == newline ? 1 : 0) }
        let lineStart = before.lastIndex(of: newline).map { $0 + 1 } ?? 0
        column = before[lineStart...].reduce(1) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
        self.reason = reason
    }
}

extension JSONError: CustomStringConvertible {
    /// One sentence with the place, as people count it.
    package var description: String { "line \(line), column \(column): \(reason)" }
}

extension JSONError.Reason: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tooLarge(let byteCountMax): "the text is larger than \(byteCountMax) bytes"
        case .tooDeep(let depthMax): "arrays and objects are nested deeper than \(depthMax)"
        case .tooManyValues(let countMax): "there are more than \(countMax) values"
        case .unexpectedEnd: "the text ends inside a value"
        case .unexpected(let byte, let expected): "found \(Self.name(of: byte)), not \(expected)"
        case .malformedNumber: "a number is malformed"
        case .numberTooLong(let byteCountMax): "a number has more than \(byteCountMax) characters"
        case .numberOutOfRange(let text): "the number `\(text)` is too large for a double"
        case .unknownEscape: "an escape in a string is malformed"
        case .loneSurrogate: "an escape in a string is half of a surrogate pair"
        case .controlCharacter(let byte): "a string contains \(Self.name(of: byte)) unescaped"
        case .malformedUTF8: "a string is not UTF-8"
        case .duplicateName(let name): "the name `\(name)` appears twice in one object"
        case .trailingText: "text follows the value"
        }
    }

    private static func name(of byte: UInt8) -> String {
        if (0x21...0x7E).contains(byte) { return "`\(Character(Unicode.Scalar(byte)))`" }
        return "the byte 0x\(Hex.encode([byte]))"
    }
}
