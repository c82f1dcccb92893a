/// A span of time in nanoseconds, up to about 292 years either way.
package struct CELDuration: Sendable, Hashable, Comparable {
    package let nanoseconds: Int64

    package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// Whole seconds, or nothing when they leave the range.
    package init?(seconds: Int64) {
        let (value, overflows) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        if overflows { return nil }
        nanoseconds = value
    }

    package static func < (left: CELDuration, right: CELDuration) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    private static let units: [(name: String, nanoseconds: Int64)] = [
        ("ns", 1), ("us", 1_000), ("µs", 1_000), ("μs", 1_000), ("ms", 1_000_000),
        ("s", 1_000_000_000), ("m", 60_000_000_000), ("h", 3_600_000_000_000),
    ]

    /// Reads text such as `1h30m`, `-1.5s` or `100ms`; nothing when it is not one or overflows.
    package init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        guard !rest.isEmpty else { return nil }
        var total: Int64 = 0
        if !rest.elementsEqual("0".utf8) {
            while !rest.isEmpty {
                guard let part = Self.part(&rest) else { return nil }
                let (sum, overflows) = total.addingReportingOverflow(part)
                if overflows { return nil }
                total = sum
            }
        }
        // The sum is kept negative, because the range reaches one further there.
        if !isNegative && total == .min { return nil }
        nanoseconds = isNegative ? total : -total
    }

    /// One number with its unit, as nanoseconds below zero.
    private static func part(_ rest: inout ArraySlice<UInt8>) -> Int64? {
        let whole = rest.prefix { $0.isDigit }
        rest = rest.dropFirst(whole.count)
        var fraction: ArraySlice<UInt8> = []
        if rest.first == UInt8(ascii: ".") {
            fraction = rest.dropFirst().prefix { $0.isDigit }
            rest = rest.dropFirst(1 + fraction.count)
        }
        guard whole.count + fraction.count > 0 else { return nil }
        let name = rest.prefix { !$0.isDigit && $0 != UInt8(ascii: ".") }
        guard let unit = units.first(where: { name.elementsEqual($0.name.utf8) })?.nanoseconds
        else { return nil }
        rest = rest.dropFirst(name.count)
        let wholeText = whole.isEmpty ? "0" : "-" + String(decoding: whole, as: UTF8.self)
        guard let count = Int64(wholeText) else { return nil }
        let (value, overflows) = count.multipliedReportingOverflow(by: unit)
        if overflows { return nil }
        var scaled: Int64 = 0
        var scale = unit
        for digit in fraction where scale >= 10 {
            scale /= 10
            scaled += Int64(digit - 0x30) * scale
        }
        let (sum, isTooLarge) = value.subtractingReportingOverflow(scaled)
        return isTooLarge ? nil : sum
    }

    /// Whole units, rounded toward zero.
    func whole(_ unitNanoseconds: Int64) -> Int64 { nanoseconds / unitNanoseconds }
}

extension CELDuration: CustomStringConvertible {
    /// Seconds with the fraction they need, such as `1.5s`.
    package var description: String {
        let magnitude = nanoseconds.magnitude
        let sign = nanoseconds < 0 ? "-" : ""
        let fraction = fractionText(UInt32(magnitude % 1_000_000_000))
        return "\(sign)\(magnitude / 1_000_000_000)\(fraction)s"
    }
}

/// `.5` for 500,000,000 nanoseconds, nothing for 0.
func fractionText(_ nanoseconds: UInt32) -> String {
    guard nanoseconds > 0 else { return "" }
    var digits = String(nanoseconds)
    digits = String(repeating: "0", count: 9 - digits.utf8.count) + digits
    while digits.last == "0" { digits.removeLast() }
    return ".\(digits)"
}
