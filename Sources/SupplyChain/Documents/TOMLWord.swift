import Transparency

/// What a TOML value without quotes or brackets says.
enum TOMLWord {
    /// - Returns: `nil` for what TOML does not allow.
    static func value(of word: [UInt8]) -> JSON? {
        let text = word.text
        switch text {
        case "true": return true
        case "false": return false
        case "inf", "+inf", "-inf", "nan", "+nan", "-nan": return .string(text)
        default: break
        }
        if isDate(word) || isTime(word[...]) || isDateAndTime(word) { return .string(text) }
        return integer(word) ?? radixInteger(word) ?? float(word)
    }

    /// Digits with single `_` between them; `nil` for none, or a `_` elsewhere.
    private static func digits(
        _ bytes: ArraySlice<UInt8>, isDigit: (UInt8) -> Bool = { $0.isDigit }
    ) -> [UInt8]? {
        let groups = bytes.split(separator: UInt8(ascii: "_"), omittingEmptySubsequences: false)
        guard groups.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isDigit) }) else { return nil }
        return Array(groups.joined())
    }

    private static func withoutSign(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        bytes.first == 0x2B || bytes.first == 0x2D ? bytes.dropFirst() : bytes[...]
    }

    private static func integer(_ word: [UInt8]) -> JSON? {
        guard let digits = digits(withoutSign(word)), digits.count == 1 || digits.first != 0x30
        else { return nil }
        let text = (word.first == 0x2D ? "-" : "") + digits.text
        return Int(text).flatMap(JSON.init(exactly:)) ?? .string(text)
    }

    private static func radixInteger(_ word: [UInt8]) -> JSON? {
        let radix: Int
        switch word.prefix(2).text {
        case "0x": radix = 16
        case "0o": radix = 8
        case "0b": radix = 2
        default: return nil
        }
        let digits = digits(word.dropFirst(2)) { Int([$0].text, radix: radix) != nil }
        guard let digits else { return nil }
        return Int(digits.text, radix: radix).flatMap(JSON.init(exactly:)) ?? .string(word.text)
    }

    private static func float(_ word: [UInt8]) -> JSON? {
        let parts = withoutSign(word).split(
            maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: { $0 | 0x20 == 0x65 })
        guard let mantissa = parts.first else { return nil }
        let halves = mantissa.split(
            separator: 0x2E, maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = digits(halves[0]), whole.count == 1 || whole.first != 0x30,
            halves.count == 2 || parts.count == 2
        else { return nil }
        var text = whole.text
        if halves.count == 2 {
            guard let fraction = digits(halves[1]) else { return nil }
            text += "." + fraction.text
        }
        if parts.count == 2 {
            guard let exponent = digits(withoutSign(Array(parts[1]))) else { return nil }
            text += (parts[1].first == 0x2D ? "e-" : "e") + exponent.text
        }
        guard let value = Double((word.first == 0x2D ? "-" : "") + text), value.isFinite else {
            return .string(word.text)
        }
        return .number(value)
    }

    /// `0` in the shape stands for a digit, every other character for itself.
    private static func has(_ shape: StaticString, _ bytes: ArraySlice<UInt8>) -> Bool {
        shape.withUTF8Buffer { shape in
            shape.count == bytes.count
                && zip(shape, bytes).allSatisfy { $0 == 0x30 ? $1.isDigit : $0 == $1 }
        }
    }

    static func isDate(_ bytes: [UInt8]) -> Bool {
        guard has("0000-00-00", bytes[...]) else { return false }
        let year = number(bytes[0..<4])
        let month = number(bytes[5..<7])
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return year > 0 && (1...12).contains(month)
            && (1...days[month - 1]).contains(number(bytes[8..<10]))
    }

    /// - Precondition: ASCII digits, at most 9.
    private static func number(_ digits: ArraySlice<UInt8>) -> Int {
        digits.reduce(0) { $0 * 10 + Int($1 & 0x0F) }
    }

    /// `00:00` to `23:59`.
    private static func isClock(_ bytes: ArraySlice<UInt8>) -> Bool {
        has("00:00", bytes) && number(bytes.prefix(2)) < 24 && number(bytes.suffix(2)) < 60
    }

    private static func isTime(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard has("00:00:00", bytes.prefix(8)), isClock(bytes.prefix(5)),
            number(bytes.dropFirst(6).prefix(2)) < 60
        else { return false }
        let fraction = bytes.dropFirst(8)
        return fraction.isEmpty
            || fraction.first == 0x2E && fraction.count > 1
                && fraction.dropFirst().allSatisfy(\.isDigit)
    }

    private static func isDateAndTime(_ bytes: [UInt8]) -> Bool {
        guard bytes.count > 11, isDate(Array(bytes.prefix(10))), bytes[10] | 0x20 == 0x74 else {
            return false
        }
        let time = bytes[11...]
        if let last = time.last, last | 0x20 == 0x7A { return isTime(time.dropLast()) }
        let sign = time.dropLast(5).last
        let isOffset = (sign == 0x2B || sign == 0x2D) && isClock(time.suffix(5))
        return isTime(isOffset ? time.dropLast(6) : time)
    }
}
