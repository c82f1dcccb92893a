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

    /// What each character is worth; ``none`` for those that are no digit.
    private static let values = values(.standard)
    private static let urlSafeValues = values(.standardOrURLSafe)
    private static let none: UInt32 = 0xFF00_0000

    private static func values(_ alphabet: Alphabet) -> [UInt32] {
        var values = [UInt32](repeating: none, count: 256)
        for (value, digit) in digits.enumerated() { values[Int(digit)] = UInt32(value) }
        if alphabet == .standardOrURLSafe {
            values[Int(UInt8(ascii: "-"))] = 62
            values[Int(UInt8(ascii: "_"))] = 63
        }
        return values
    }

    /// The bytes, or `nil` when the text is not exactly how they are written.
    package static func decode(
        _ text: some StringProtocol, alphabet: Alphabet = .standard
    ) -> [UInt8]? {
        let values = alphabet == .standard ? Self.values : urlSafeValues
        var text = String(text)
        return text.withUTF8 { characters in
            values.withUnsafeBufferPointer { decode(characters, $0) }
        }
    }

    private static func decode(
        _ text: UnsafeBufferPointer<UInt8>, _ values: UnsafeBufferPointer<UInt32>
    ) -> [UInt8]? {
        guard text.count.isMultiple(of: 4) else { return nil }
        let paddingCount = text.suffix(2).reversed().prefix { $0 == padding }.count
        let count = text.count / 4 * 3 - paddingCount
        guard !text.isEmpty else { return [] }
        var isText = true
        let bytes = [UInt8](unsafeUninitializedCapacity: text.count / 4 * 3) { bytes, written in
            var seen: UInt32 = 0
            for group in 0..<text.count / 4 {
                let isLast = group == text.count / 4 - 1
                var bits: UInt32 = 0
                for place in 0..<4 {
                    let isPadding = isLast && place >= 4 - paddingCount
                    let value = isPadding ? 0 : values[Int(text[4 * group + place])]
                    seen |= value
                    bits = bits << 6 | value
                }
                bytes[3 * group] = UInt8(truncatingIfNeeded: bits >> 16)
                bytes[3 * group + 1] = UInt8(truncatingIfNeeded: bits >> 8)
                bytes[3 * group + 2] = UInt8(truncatingIfNeeded: bits)
            }
            let leftOver = (count..<text.count / 4 * 3).contains { bytes[$0] != 0 }
            isText = seen & none == 0 && !leftOver
            written = count
        }
        return isText ? bytes : nil
    }
}
