/// Doubles as text: the shortest digits that read back, or exact digits to a precision.
enum DoubleText {
    /// The sign, the significant digits and the power of ten of the first digit's place.
    private struct Decimal {
        var isNegative: Bool
        /// Worths 0 to 9; empty for zero.
        var digits: [UInt8]
        /// Where the point stands: `0.d₁d₂… × 10^point`.
        var point: Int
    }

    private static func special(_ value: Double) -> String? {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
        return nil
    }

    /// Shortest text; with an exponent when it is below −4 or beyond 20 digits.
    static func general(_ value: Double) -> String {
        if let special = special(value) { return special }
        let decimal = shortest(value)
        let exponent = decimal.point - 1
        guard !decimal.digits.isEmpty, exponent < -4 || exponent >= 21 else {
            return plain(decimal, fractionCount: max(0, decimal.digits.count - decimal.point))
        }
        return scientific(decimal, fractionCount: decimal.digits.count - 1)
    }

    /// Shortest text without an exponent.
    static func plain(_ value: Double) -> String {
        if let special = special(value) { return special }
        let decimal = shortest(value)
        return plain(decimal, fractionCount: max(0, decimal.digits.count - decimal.point))
    }

    /// `%.nf`: exact digits, rounded half to even.
    static func fixed(_ value: Double, fractionCount: Int) -> String {
        if let special = special(value) { return special }
        var decimal = exact(value)
        round(&decimal, keeping: decimal.point + fractionCount)
        return plain(decimal, fractionCount: fractionCount)
    }

    /// `%.ne`: exact digits, rounded half to even.
    static func scientific(_ value: Double, fractionCount: Int) -> String {
        if let special = special(value) { return special }
        var decimal = exact(value)
        round(&decimal, keeping: 1 + fractionCount)
        return scientific(decimal, fractionCount: fractionCount)
    }

    /// Swift's own description holds the shortest digits; only their layout differs.
    private static func shortest(_ value: Double) -> Decimal {
        var digits: [UInt8] = []
        var point = 0
        var exponent = 0
        var hasPoint = false
        let text = Array(value.magnitude.description.utf8)
        for (index, byte) in text.enumerated() {
            if byte.isDigit {
                digits.append(byte - 0x30)
                if !hasPoint { point += 1 }
            } else if byte == UInt8(ascii: ".") {
                hasPoint = true
            } else if byte | 0x20 == UInt8(ascii: "e") {
                exponent = Int(String(decoding: text[(index + 1)...], as: UTF8.self)) ?? 0
                break
            }
        }
        var decimal = Decimal(
            isNegative: value.sign == .minus, digits: digits, point: point + exponent)
        trim(&decimal)
        return decimal
    }

    /// Every digit of the binary value: its whole part and its fraction by long arithmetic.
    private static func exact(_ value: Double) -> Decimal {
        let exponent = Int(value.exponentBitPattern)
        var significand = value.significandBitPattern
        if exponent > 0 { significand |= 1 << 52 }
        let power = max(exponent, 1) - 1_075
        var number = LongNumber(significand)
        // m · 2^p is m · 5^-p / 10^-p for a negative p.
        number.multiply(by: power >= 0 ? 2 : 5, times: abs(power))
        let digits = number.decimalDigits
        var decimal = Decimal(
            isNegative: value.sign == .minus, digits: digits,
            point: digits.count + min(0, power))
        trim(&decimal)
        return decimal
    }

    private static func trim(_ decimal: inout Decimal) {
        let zeros = decimal.digits.prefix { $0 == 0 }.count
        decimal.digits.removeFirst(zeros)
        decimal.point -= zeros
        while decimal.digits.last == 0 { decimal.digits.removeLast() }
        if decimal.digits.isEmpty { decimal.point = 1 }
    }

    private static func round(_ decimal: inout Decimal, keeping count: Int) {
        guard count < decimal.digits.count else { return }
        guard count >= 0 else {
            decimal.digits = []
            decimal.point = 1
            return
        }
        let next = decimal.digits[count]
        let isTie = next == 5 && decimal.digits.count == count + 1
        let isOdd = count > 0 && decimal.digits[count - 1] % 2 == 1
        decimal.digits.removeSubrange(count...)
        if next > 5 || (next == 5 && (!isTie || isOdd)) {
            var index = count - 1
            while index >= 0, decimal.digits[index] == 9 {
                decimal.digits[index] = 0
                index -= 1
            }
            if index >= 0 {
                decimal.digits[index] += 1
            } else {
                decimal.digits.insert(1, at: 0)
                decimal.point += 1
            }
        }
        trim(&decimal)
    }

    private static func plain(_ decimal: Decimal, fractionCount: Int) -> String {
        var text = decimal.isNegative ? "-" : ""
        func digit(_ place: Int) -> String {
            decimal.digits.indices.contains(place) ? String(decimal.digits[place]) : "0"
        }
        if decimal.point <= 0 || decimal.digits.isEmpty { text += "0" }
        if !decimal.digits.isEmpty && decimal.point > 0 {
            for place in 0..<decimal.point { text += digit(place) }
        }
        if fractionCount > 0 {
            let start = decimal.digits.isEmpty ? 0 : decimal.point
            text += "."
            for place in start..<(start + fractionCount) { text += digit(place) }
        }
        return text
    }

    private static func scientific(_ decimal: Decimal, fractionCount: Int) -> String {
        var text = decimal.isNegative ? "-" : ""
        text += decimal.digits.first.map { String($0) } ?? "0"
        if fractionCount > 0 {
            text += "."
            for place in 1...fractionCount {
                text += decimal.digits.indices.contains(place) ? String(decimal.digits[place]) : "0"
            }
        }
        let exponent = decimal.digits.isEmpty ? 0 : decimal.point - 1
        let digits = String(abs(exponent))
        return text + "e" + (exponent < 0 ? "-" : "+") + (digits.utf8.count < 2 ? "0" : "") + digits
    }
}

/// A natural number of any size, in limbs of nine decimal digits, least first.
private struct LongNumber {
    private var limbs: [UInt64] = []
    private static let base: UInt64 = 1_000_000_000

    init(_ value: UInt64) {
        var rest = value
        while rest > 0 {
            limbs.append(rest % Self.base)
            rest /= Self.base
        }
    }

    /// Multiplies by `factor` so many times; the factor is 2 or 5.
    mutating func multiply(by factor: UInt64, times: Int) {
        // Twelve steps at once: 5¹² is below the base, so that a product fits 64 bits.
        var left = times
        while left > 0 {
            let steps = min(left, 12)
            var multiplier: UInt64 = 1
            for _ in 0..<steps { multiplier *= factor }
            var carry: UInt64 = 0
            for index in limbs.indices {
                let product = limbs[index] * multiplier + carry
                limbs[index] = product % Self.base
                carry = product / Self.base
            }
            while carry > 0 {
                limbs.append(carry % Self.base)
                carry /= Self.base
            }
            left -= steps
        }
    }

    /// Worths 0 to 9, most significant first.
    var decimalDigits: [UInt8] {
        var digits: [UInt8] = []
        for limb in limbs {
            var rest = limb
            for _ in 0..<9 {
                digits.append(UInt8(rest % 10))
                rest /= 10
            }
        }
        return digits.reversed()
    }
}
