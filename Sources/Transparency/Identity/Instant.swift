/// A moment, to the millisecond, in UTC.
package struct Instant: Sendable, Hashable, Comparable {
    /// Milliseconds since 1970-01-01T00:00:00Z, leap seconds left out.
    package let milliseconds: Int64

    /// - Parameter milliseconds: Since 1970, within the years 1 to 9999; clamped to them.
    package init(milliseconds: Int64) {
        self.milliseconds = min(max(milliseconds, Self.earliest), Self.latest)
    }

    private static let earliest: Int64 = -62_135_596_800_000
    private static let latest: Int64 = 253_402_300_799_999
    static let millisecondsPerDay: Int64 = 86_400_000

    package static func < (left: Instant, right: Instant) -> Bool {
        left.milliseconds < right.milliseconds
    }

    package func adding(milliseconds span: Int64) -> Instant {
        let (sum, tooFar) = milliseconds.addingReportingOverflow(span)
        return Instant(milliseconds: tooFar ? (span < 0 ? .min : .max) : sum)
    }

    package func adding(days: Int) -> Instant {
        let (span, overflow) = Int64(days).multipliedReportingOverflow(by: Self.millisecondsPerDay)
        let (sum, tooFar) = milliseconds.addingReportingOverflow(span)
        guard !overflow && !tooFar else { return Instant(milliseconds: days < 0 ? .min : .max) }
        return Instant(milliseconds: sum)
    }
}

extension Instant: LosslessStringConvertible {
    /// RFC 3339 with milliseconds and `Z`, such as `2026-11-21T04:00:00.000Z`.
    package var description: String { String(decoding: utf8, as: UTF8.self) }

    /// The 24 characters of ``description``.
    package var utf8: [UInt8] {
        let days = milliseconds.quotientRoundedDown(by: Self.millisecondsPerDay)
        let rest = milliseconds - days * Self.millisecondsPerDay
        let (year, month, day) = Self.civil(fromDays: days)
        var text = Self.pattern
        Self.write(year, over: 0..<4, of: &text)
        Self.write(month, over: 5..<7, of: &text)
        Self.write(day, over: 8..<10, of: &text)
        Self.write(rest / 3_600_000, over: 11..<13, of: &text)
        Self.write(rest / 60_000 % 60, over: 14..<16, of: &text)
        Self.write(rest / 1000 % 60, over: 17..<19, of: &text)
        Self.write(rest % 1000, over: 20..<23, of: &text)
        return text
    }

    private static let pattern = Array("0000-00-00T00:00:00.000Z".utf8)

    private static func write(_ value: Int64, over place: Range<Int>, of text: inout [UInt8]) {
        var rest = value
        for index in place.reversed() {
            text[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }

    /// Reads exactly the form that ``description`` writes; `nil` for any other.
    package init?(exactly text: String) {
        guard text.utf8.count == Self.pattern.count else { return nil }
        self.init(text)
    }

    /// Reads RFC 3339 in UTC: `2026-11-21`, `2026-11-21T04:00:00Z` or with up to three decimals.
    package init?(_ description: String) {
        let bytes = Array(description.utf8)
        guard bytes.count == 10 || (bytes.count >= 20 && bytes.count <= 24),
            let year = Self.digits(bytes, 0, 4), bytes[4] == 0x2D,
            let month = Self.digits(bytes, 5, 2), bytes[7] == 0x2D,
            let day = Self.digits(bytes, 8, 2), (1...9999).contains(year),
            (1...12).contains(month), (1...Self.days(inMonth: month, of: year)).contains(day),
            let clock = bytes.count == 10 ? 0 : Self.clock(bytes)
        else { return nil }
        let days = Self.days(fromCivil: year, month, day)
        self.init(milliseconds: days * Self.millisecondsPerDay + clock)
    }

    private static func clock(_ bytes: [UInt8]) -> Int64? {
        guard bytes[10] == 0x54, bytes[13] == 0x3A, bytes[16] == 0x3A, bytes.last == 0x5A,
            let hour = digits(bytes, 11, 2), let minute = digits(bytes, 14, 2),
            let second = digits(bytes, 17, 2), hour < 24, minute < 60, second < 60
        else { return nil }
        let whole = (hour * 3600 + minute * 60 + second) * 1000
        let decimals = bytes.count - 21
        if decimals < 0 { return whole }
        guard bytes[19] == 0x2E, decimals > 0, let fraction = digits(bytes, 20, decimals) else {
            return nil
        }
        return whole + fraction * [1, 100, 10, 1][decimals]
    }

    private static func digits(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int64? {
        guard start + count <= bytes.count else { return nil }
        var value: Int64 = 0
        for byte in bytes[start..<start + count] {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int64(byte - 0x30)
        }
        return value
    }
}

// The proleptic Gregorian calendar, counted in eras of 400 years that begin on 1 March.
// Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2014).
extension Instant {
    private static func days(fromCivil year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let marchYear = month <= 2 ? year - 1 : year
        let era = marchYear.quotientRoundedDown(by: 400)
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
            - 719_468
    }

    private static func civil(fromDays days: Int64) -> (Int64, Int64, Int64) {
        let shifted = days + 719_468
        let era = shifted.quotientRoundedDown(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    private static func days(inMonth month: Int64, of year: Int64) -> Int64 {
        if month == 2 {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        }
        return [4, 6, 9, 11].contains(month) ? 30 : 31
    }
}

extension Instant {
    /// The day alone, such as `2026-11-21`.
    package var day: String { String(description.prefix(10)) }
}

extension Int64 {
    /// The quotient rounded towards minus infinity, so that moments before 1970 fall in their day.
    package func quotientRoundedDown(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
