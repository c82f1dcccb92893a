/// Base64 text (RFC 4648 §4 and §5), read strictly.
///
/// Bytes have one text only: padding is demanded and the bits that it leaves over are zero, so
/// that nobody can change a text without changing what it says.
package enum Base64 {
    package enum Alphabet: Sendable {
        /// With `+` and `/`.
        case standard
        /// Also reads `-` and `_`, as DSSE demands of its readers.
        case standardOrURLSafe
    }

    private static let digits = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let padding = UInt8(ascii: "=")

    /// The standard text, padded.
    package static func encode(_ bytes: [UInt8]) -> String {
        let digits = Self.digits
        let characterCount = (bytes.count + 2) / 3 * 4
        return String(unsafeUninitializedCapacity: characterCount) { text in
            var place = 0
            for start in stride(from: 0, to: bytes.count, by: 3) {
                let count = min(3, bytes.count - start)
                let first = UInt32(bytes[start]) << 16
                let second = count > 1 ? UInt32(bytes[start + 1]) << 8 : 0
                let bits = first | second | (count > 2 ? UInt32(bytes[start + 2]) : 0)
                text[place] = digits[Int(bits >> 18)]
                text[place + 1] = digits[Int(bits >> 12 & 63)]
                text[place + 2] = count > 1 ? digits[Int(bits >> 6 & 63)] : padding
                text[place + 3] = count > 2 ? digits[Int(bits & 63)] : padding
                place += 4
            }
            return characterCount
        }
    }

    /// The bytes, or `nil` when the text is not exactly how they are written.
    package static func decode(
        _ text: some StringProtocol, alphabet: Alphabet = .standard
    ) -> [UInt8]? {
        let characters = Array(text.utf8)
        guard characters.count.isMultiple(of: 4) else { return nil }
        let paddingCount = characters.reversed().prefix { $0 == padding }.count
        guard paddingCount <= 2 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(characters.count / 4 * 3)
        var (bits, bitCount) = (UInt32(0), 0)
        for character in characters.dropLast(paddingCount) {
            guard let value = value(of: character, alphabet) else { return nil }
            bits = bits << 6 | UInt32(value)
            bitCount += 6
            if bitCount >= 8 {
                bitCount -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)))
            }
        }
        let leftOver = bits & ((1 << UInt32(bitCount)) - 1)
        return leftOver == 0 ? bytes : nil
    }

    private static func value(of character: UInt8, _ alphabet: Alphabet) -> UInt8? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): character &- UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): character &- UInt8(ascii: "a") &+ 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character &- UInt8(ascii: "0") &+ 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        case UInt8(ascii: "-") where alphabet == .standardOrURLSafe: 62
        case UInt8(ascii: "_") where alphabet == .standardOrURLSafe: 63
        default: nil
        }
    }
}
