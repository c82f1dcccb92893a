/// Reads decimal numbers, most of them by one exact multiplication or division.
///
/// Source: W. Clinger, *How to read floating point numbers accurately* (1990).
enum NumberText {
    private static let powers: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
        1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]

    /// The number that a piece of a text is, or `nil` where it is none.
    ///
    /// It takes what C's `strtod` takes in decimal, with `nan` and `inf` in any case.
    static func value(_ text: ArraySlice<UInt8>) -> Double? {
        guard !text.isEmpty, text.count <= 1_100 else { return nil }
        return exact(text) ?? Double(String(decoding: text, as: UTF8.self))
    }

    private static func exact(_ text: ArraySlice<UInt8>) -> Double? {
        var at = text.startIndex
        let end = text.endIndex
        let isNegative = text[at] == UInt8(ascii: "-")
        if isNegative { at += 1 }
        var mantissa: UInt64 = 0
        var digits = 0
        var exponent = 0
        var isFraction = false
        while at < end {
            let digit = text[at] &- UInt8(ascii: "0")
            if digit < 10 {
                mantissa = mantissa &* 10 &+ UInt64(digit)
                digits += 1
                if isFraction { exponent -= 1 }
            } else if text[at] == UInt8(ascii: "."), !isFraction {
                isFraction = true
            } else {
                break
            }
            at += 1
        }
        guard digits > 0, digits <= 15 else { return nil }
        if at < end {
            guard let power = power(text[at...]) else { return nil }
            exponent += power
        }
        guard exponent.magnitude <= 22 else { return nil }
        let scale = powers[Int(exponent.magnitude)]
        let magnitude = exponent < 0 ? Double(mantissa) / scale : Double(mantissa) * scale
        return isNegative ? -magnitude : magnitude
    }

    /// The power of ten in `E-5`; `nil` for anything but an `e`, a sign and up to three digits.
    private static func power(_ text: ArraySlice<UInt8>) -> Int? {
        guard text[text.startIndex] | 0x20 == UInt8(ascii: "e") else { return nil }
        var rest = text.dropFirst()
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        guard !rest.isEmpty, rest.count <= 3 else { return nil }
        var power = 0
        for byte in rest {
            let digit = byte &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            power = power * 10 + Int(digit)
        }
        return isNegative ? -power : power
    }
}
