/// A decimal number as text: `-12`, `0.5`, `.5`, `5.`, `1e-3`, with spaces around it.
///
/// Up to 19 digits with a usual power of ten are worked out here, rounded to the nearest double:
/// by one exact division (W. Clinger, *How to read floating point numbers accurately*, 1990) or by
/// one long product (``DecimalProduct``). The rest goes to the standard library.
struct NumberText {
    /// `nil` when the text is no number, or one that is too large for a double.
    let value: Double?

    init(_ text: Span<UInt8>) {
        if let short = Self.short(text) {
            value = short
            return
        }
        var digits = Digits()
        guard digits.read(text) else {
            value = nil
            return
        }
        value = digits.exact ?? digits.product ?? Self.slow(text)
    }

    /// Up to fifteen digits with a sign and a point at most, which is what nearly all numbers are.
    private static func short(_ text: Span<UInt8>) -> Double? {
        guard text.count > 0, text.count <= 16 else { return nil }
        let isNegative = text[0] == UInt8(ascii: "-")
        var mantissa: UInt64 = 0
        var (digits, point) = (0, text.count)
        for index in (isNegative ? 1 : 0)..<text.count {
            let digit = text[index] &- UInt8(ascii: "0")
            if digit < 10 {
                mantissa = mantissa &* 10 &+ UInt64(digit)
                digits += 1
            } else if text[index] == UInt8(ascii: "."), point == text.count {
                point = index + 1
            } else {
                return nil
            }
        }
        guard digits > 0, digits <= 15 else { return nil }
        let magnitude = Double(mantissa) / Digits.powers[text.count - point]
        return isNegative ? -magnitude : magnitude
    }

    /// The shortest text that reads as a number, without `.0`.
    static func shortest(_ number: Double) -> String {
        let text = "\(number)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// Takes text that was read as digits: so nothing else that `Double` can read comes here.
    private static func slow(_ text: Span<UInt8>) -> Double? {
        let digits = text.withUnsafeBufferPointer { bytes in
            String(decoding: bytes.filter { $0 != 0x20 && $0 != 0x09 }, as: UTF8.self)
        }
        guard let value = Double(digits), value.isFinite else { return nil }
        return value
    }
}

/// A sign, a mantissa and a power of ten.
private struct Digits {
    private var isNegative = false
    private var mantissa: UInt64 = 0
    /// Digits in the mantissa, leading zeros left out.
    private var significant = 0
    private var exponent = 0
    /// Whether the mantissa and the exponent hold the whole number.
    private var isWhole = true

    static let powers: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
        1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]

    /// The number, when one multiplication or division of exact doubles gives it.
    var exact: Double? {
        guard isWhole, mantissa <= 1 << 53, exponent.magnitude <= 22 else { return nil }
        let power = Self.powers[Int(exponent.magnitude)]
        let magnitude = exponent < 0 ? Double(mantissa) / power : Double(mantissa) * power
        return isNegative ? -magnitude : magnitude
    }

    /// The number, when a long product settles how it is rounded.
    var product: Double? {
        guard isWhole, let magnitude = DecimalProduct(mantissa, exponent).value else { return nil }
        return isNegative ? -magnitude : magnitude
    }

    /// - Returns: Whether the text is a number.
    mutating func read(_ text: Span<UInt8>) -> Bool {
        var at = Self.skipBlanks(text, from: 0)
        if at < text.count, text[at] == UInt8(ascii: "-") || text[at] == UInt8(ascii: "+") {
            isNegative = text[at] == UInt8(ascii: "-")
            at += 1
        }
        let whole = at
        at = readDigits(text, from: at, scale: 0)
        var count = at - whole
        if at < text.count, text[at] == UInt8(ascii: ".") {
            let fraction = at + 1
            at = readDigits(text, from: fraction, scale: -1)
            count += at - fraction
        }
        guard count > 0 else { return false }
        if at < text.count, text[at] | 0x20 == UInt8(ascii: "e") {
            guard let end = readExponent(text, from: at + 1) else { return false }
            at = end
        }
        return Self.skipBlanks(text, from: at) == text.count
    }

    private mutating func readDigits(_ text: Span<UInt8>, from start: Int, scale: Int) -> Int {
        var at = start
        while at < text.count {
            let digit = text[at] &- UInt8(ascii: "0")
            guard digit < 10 else { break }
            if significant < 19 {
                mantissa = mantissa &* 10 &+ UInt64(digit)
                if mantissa > 0 { significant += 1 }
                exponent += scale
            } else {
                isWhole = false
            }
            at += 1
        }
        return at
    }

    private mutating func readExponent(_ text: Span<UInt8>, from start: Int) -> Int? {
        var at = start
        var isBelowOne = false
        if at < text.count, text[at] == UInt8(ascii: "-") || text[at] == UInt8(ascii: "+") {
            isBelowOne = text[at] == UInt8(ascii: "-")
            at += 1
        }
        let first = at
        var power = 0
        while at < text.count {
            let digit = text[at] &- UInt8(ascii: "0")
            guard digit < 10 else { break }
            power = min(power * 10 + Int(digit), 100_000)
            at += 1
        }
        guard at > first else { return nil }
        exponent += isBelowOne ? -power : power
        return at
    }

    private static func skipBlanks(_ text: Span<UInt8>, from start: Int) -> Int {
        var at = start
        while at < text.count, text[at] == 0x20 || text[at] == 0x09 { at += 1 }
        return at
    }
}
