/// A double as ECMAScript's `Number::toString` writes it in base 10.
///
/// The digits are the shortest that read back as the same double, and of these the closest to it,
/// which is what Swift's own `description` finds; only the layout differs.
///
/// Source: ECMA-262 §6.1.6.1.20, as RFC 8785 §3.2.2.3 demands.
enum ECMAScriptNumber {
    /// `nil` for a number that is not finite.
    static func utf8(_ value: Double) -> [UInt8]? {
        guard value.isFinite else { return nil }
        var bytes: [UInt8] = []
        append(value, to: &bytes)
        return bytes
    }

    /// Writes the number after what is there; `null` for one that is not finite.
    static func append(_ value: Double, to bytes: inout [UInt8]) {
        guard value.isFinite else { return bytes.append(contentsOf: "null".utf8) }
        if value.magnitude < 9_007_199_254_740_992, value == value.rounded(.towardZero) {
            return append(Int(value), to: &bytes)
        }
        if appendShort(value, to: &bytes) { return }
        // Without an exponent Swift writes a fraction as ECMAScript does.
        var text = value.description
        let isPlain = text.withUTF8 { utf8 in
            guard value.magnitude < 1e15, !utf8.contains(UInt8(ascii: "e")) else { return false }
            bytes.append(contentsOf: utf8)
            return true
        }
        if isPlain { return }
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        bytes += Decimal(shortestOf: value.magnitude).laidOut
    }

    /// Writes a number of at most four decimals, or returns false because it has more.
    ///
    /// Two numbers of at most 15 digits are never the same double, so digits that read back as
    /// this double, as their division by 10,000 shows, are the shortest that do.
    private static func appendShort(_ value: Double, to bytes: inout [UInt8]) -> Bool {
        guard value.magnitude < 1e9 else { return false }
        let scaled = (value.magnitude * 10_000).rounded()
        guard scaled / 10_000 == value.magnitude else { return false }
        let (whole, fraction) = Int(scaled).quotientAndRemainder(dividingBy: 10_000)
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        append(whole, to: &bytes)
        bytes.append(UInt8(ascii: "."))
        var (rest, unit) = (fraction, 1_000)
        while rest > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(rest / unit))
            rest %= unit
            unit /= 10
        }
        return true
    }

    private static func append(_ whole: Int, to bytes: inout [UInt8]) {
        guard !(0..<10).contains(whole) else {
            return bytes.append(UInt8(ascii: "0") + UInt8(whole))
        }
        bytes.append(contentsOf: String(whole).utf8)
    }

    /// `0.digits · 10^exponent`, without zeros at either end of the digits.
    private struct Decimal {
        var digits: [UInt8] = []
        var exponent = 0

        /// Takes Swift's form (`123.5`, `1.5e-07`, `1e+22`) apart.
        init(shortestOf magnitude: Double) {
            var isFraction = false
            var written: Substring.UTF8View = magnitude.description[...].utf8
            if let mark = written.firstIndex(of: UInt8(ascii: "e")) {
                let power = String(Substring(written[written.index(after: mark)...]))
                exponent = Int(power) ?? 0
                written = written[..<mark]
            }
            for byte in written {
                if byte == UInt8(ascii: ".") {
                    isFraction = true
                } else if digits.isEmpty && byte == UInt8(ascii: "0") {
                    if isFraction { exponent -= 1 }
                } else {
                    digits.append(byte)
                    if !isFraction { exponent += 1 }
                }
            }
            while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        }

        var laidOut: [UInt8] {
            let zero = UInt8(ascii: "0")
            let point = UInt8(ascii: ".")
            switch exponent {
            case digits.count...21:
                return digits + repeatElement(zero, count: exponent - digits.count)
            case 1...21: return digits[..<exponent] + [point] + digits[exponent...]
            case -5...0: return [zero, point] + repeatElement(zero, count: -exponent) + digits
            default: return scientific
            }
        }

        private var scientific: [UInt8] {
            let power = exponent - 1
            let sign = power < 0 ? "e-" : "e+"
            let fraction = digits.count > 1 ? [UInt8(ascii: ".")] + digits[1...] : []
            return digits[..<1] + fraction + Array("\(sign)\(power.magnitude)".utf8)
        }
    }
}
