/// `mantissa · 10^exponent`, rounded to the nearest double, half to even.
///
/// The power of five is known to 128 bits, which settles the rounding of nearly all numbers; the
/// power of two only moves the point.
///
/// Source: D. Lemire, *Number Parsing at a Gigabyte per Second* (2021), algorithm 1.
struct DecimalProduct {
    /// `nil` when the power is not in the table, or 128 bits do not settle it.
    let value: Double?

    init(_ mantissa: UInt64, _ exponent: Int) {
        guard exponent >= PowersOfFive.least, exponent <= PowersOfFive.greatest else {
            value = nil
            return
        }
        value = mantissa == 0 ? 0 : Self.rounded(mantissa, exponent)
    }

    private static func rounded(_ mantissa: UInt64, _ exponent: Int) -> Double? {
        let zeros = mantissa.leadingZeroBitCount
        let (high, low) = product(mantissa << UInt64(zeros), PowersOfFive.words(exponent))
        guard low != .max else { return nil }
        let upper = high >> 63
        var bits = high >> (upper + 9)
        // Exactly between two doubles, which only a short product can be.
        if low <= 1, exponent >= -4, exponent <= 23, bits & 3 == 1, bits << (upper + 9) == high {
            bits &= ~1
        }
        bits = (bits + (bits & 1)) >> 1
        var power = ((217_706 * exponent) >> 16) + 63 + Int(upper) - zeros + 1_023
        if bits >= 1 << 53 {
            bits = 1 << 52
            power += 1
        }
        return Double(bitPattern: UInt64(power) << 52 | bits & ((1 << 52) - 1))
    }

    /// The higher 128 bits of a word times two, the lowest word left out unless it may matter.
    private static func product(
        _ word: UInt64, _ power: (high: UInt64, low: UInt64)
    ) -> (high: UInt64, low: UInt64) {
        var (high, low) = word.multipliedFullWidth(by: power.high)
        if high & 0x1FF == 0x1FF {
            let carry = word.multipliedFullWidth(by: power.low).high
            let (sum, isOver) = low.addingReportingOverflow(carry)
            low = sum
            if isOver { high += 1 }
        }
        return (high, low)
    }
}
