/// A moment of the years 1 to 9999, in seconds since 1970 and nanoseconds, in UTC.
package struct CELTimestamp: Sendable, Hashable, Comparable {
    package let seconds: Int64
    /// From 0 to 999,999,999.
    package let nanoseconds: Int32

    static let secondsMin: Int64 = -62_135_596_800
    static let secondsMax: Int64 = 253_402_300_799

    /// Nothing when the moment is outside of the years 1 to 9999.
    package init?(seconds: Int64, nanoseconds: Int32 = 0) {
        guard seconds >= Self.secondsMin, seconds <= Self.secondsMax,
            nanoseconds >= 0, nanoseconds < 1_000_000_000
        else { return nil }
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    package static func < (left: CELTimestamp, right: CELTimestamp) -> Bool {
        (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }

    /// Nothing when the sum leaves the years 1 to 9999.
    func adding(_ duration: CELDuration) -> CELTimestamp? {
        let sum = Int64(nanoseconds) + duration.nanoseconds % 1_000_000_000
        let carry: Int64 = sum < 0 ? -1 : sum / 1_000_000_000
        let whole = seconds + duration.nanoseconds / 1_000_000_000 + carry
        return CELTimestamp(
            seconds: whole, nanoseconds: Int32(sum - carry * 1_000_000_000))
    }

    /// Nothing when the difference is longer than a duration holds.
    func duration(since other: CELTimestamp) -> CELDuration? {
        let (whole, overflows) = (seconds - other.seconds)
            .multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, isTooLarge) = whole.addingReportingOverflow(
            Int64(nanoseconds) - Int64(other.nanoseconds))
        return overflows || isTooLarge ? nil : CELDuration(nanoseconds: sum)
    }
}

// MARK: Text

extension CELTimestamp: CustomStringConvertible {
    /// Reads RFC 3339 text, such as `2009-02-13T23:31:30.5Z`; nothing when it is not one.
    package init?(_ text: String) {
        var reader = DigitReader(Array(text.utf8))
        guard let year = reader.number(digits: 4), reader.take("-"),
            let month = reader.number(digits: 2), reader.take("-"),
            let day = reader.number(digits: 2), reader.take("T") || reader.take("t"),
            let hour = reader.number(digits: 2), reader.take(":"),
            let minute = reader.number(digits: 2), reader.take(":"),
            let second = reader.number(digits: 2), hour < 24, minute < 60, second < 60,
            let days = CivilDate(year: year, month: month, day: day)?.daysSince1970,
            let nanoseconds = reader.fraction(), let offset = reader.zone(), reader.isAtEnd
        else { return nil }
        let time = hour * 3_600 + minute * 60 + second
        self.init(
            seconds: Int64(days) * 86_400 + Int64(time - offset), nanoseconds: nanoseconds)
    }

    /// RFC 3339 in UTC, with the fraction it needs.
    package var description: String {
        let date = CivilDate(seconds: seconds)
        let second = CivilDate.secondOfDay(seconds)
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
        }
        let day = "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
        let time = [second / 3_600, second / 60 % 60, second % 60]
            .map { padded($0, 2) }.joined(separator: ":")
        return "\(day)T\(time)\(fractionText(UInt32(nanoseconds)))Z"
    }
}

/// Reads fixed fields of digits.
struct DigitReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { position == bytes.count }

    mutating func take(_ text: Unicode.Scalar) -> Bool {
        guard position < bytes.count, UInt32(bytes[position]) == text.value else { return false }
        position += 1
        return true
    }

    mutating func number(digits: Int) -> Int? {
        guard position + digits <= bytes.count else { return nil }
        var value = 0
        for byte in bytes[position..<(position + digits)] {
            guard byte.isDigit else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        position += digits
        return value
    }

    /// Nanoseconds after a point; 0 when there is no point; digits past the ninth are cut.
    mutating func fraction() -> Int32? {
        guard take(".") else { return 0 }
        var value: Int32 = 0
        var count = 0
        while position < bytes.count, bytes[position].isDigit {
            if count < 9 { value = value * 10 + Int32(bytes[position] - 0x30) }
            count += 1
            position += 1
        }
        guard count > 0 else { return nil }
        for _ in 0..<max(0, 9 - count) { value *= 10 }
        return value
    }

    /// Seconds east of UTC: `Z`, or hours and minutes with a sign.
    mutating func zone() -> Int? {
        if take("Z") || take("z") { return 0 }
        let isWest = take("-")
        guard isWest || take("+"), let hours = number(digits: 2), take(":"),
            let minutes = number(digits: 2), hours < 24, minutes < 60
        else { return nil }
        return (isWest ? -1 : 1) * (hours * 3_600 + minutes * 60)
    }
}
