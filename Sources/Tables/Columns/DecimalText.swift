/// Whole numbers of many bytes as decimals.
enum DecimalText {
    /// The digits of a number in two's complement, its highest byte first.
    static func digits(_ bytes: some Collection<UInt8>) -> String {
        let isNegative = (bytes.first ?? 0) >= 0x80
        var words = bytes.map { isNegative ? ~$0 : $0 }
        var carry = isNegative
        for index in words.indices.reversed() where carry {
            (words[index], carry) = words[index].addingReportingOverflow(1)
        }
        if carry { words.insert(1, at: 0) }
        var digits: [UInt8] = []
        while words.contains(where: { $0 != 0 }) {
            var rest = 0
            for index in words.indices {
                let value = rest << 8 | Int(words[index])
                words[index] = UInt8(value / 10)
                rest = value % 10
            }
            digits.append(UInt8(ascii: "0") + UInt8(rest))
        }
        let text = digits.isEmpty ? "0" : String(decoding: digits.reversed(), as: UTF8.self)
        return isNegative ? "-" + text : text
    }

    /// The widest decimals that any format has.
    static let bytesMost = 32

    /// The nearest double to a number in two's complement, shifted by a scale.
    static func number(_ bytes: some Collection<UInt8>, scale: Int) -> Double {
        NumberMeaning.nearest(digits(bytes), scale: scale)
    }

    /// Digits with a point before the last `scale` of them.
    static func fixed(_ digits: String, scale: Int) -> String {
        guard scale > 0 else { return digits + String(repeating: "0", count: min(-scale, 400)) }
        let isNegative = digits.hasPrefix("-")
        let bare = isNegative ? String(digits.dropFirst()) : digits
        let zeros = String(repeating: "0", count: max(0, min(scale, 400) + 1 - bare.count))
        let all = zeros + bare
        let point = all.index(all.endIndex, offsetBy: -min(scale, all.count - 1))
        return (isNegative ? "-" : "") + all[..<point] + "." + all[point...]
    }
}
