/// A moment as records keep it: milliseconds of UTC since 1970, written as RFC 3339 text of exactly
/// 24 characters such as `2026-11-21T04:00:00.000Z`.
///
/// Source: RFC 3339 §5.6; days to civil dates as in H. Hinnant, *chrono-Compatible Low-Level Date
/// Algorithms*.
package struct LedgerTime: Hashable, Sendable, Comparable {
    /// 0...253 402 300 799 999, the end of the year 9999.
    package let millisecondsSince1970: Int64

    package static let millisecondsMax: Int64 = 253_402_300_799_999

    /// `nil` before 1970 and after 9999.
    package init?(millisecondsSince1970 milliseconds: Int64) {
        guard (0...Self.millisecondsMax).contains(milliseconds) else { return nil }
        millisecondsSince1970 = milliseconds
    }

    /// The nearest moment that can be written: clocks that run before 1970 or after 9999 are held.
    package init(clampingMillisecondsSince1970 milliseconds: Int64) {
        millisecondsSince1970 = min(max(milliseconds, 0), Self.millisecondsMax)
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.millisecondsSince1970 < right.millisecondsSince1970
    }
}

extension LedgerTime: LosslessStringConvertible {
    /// Reads exactly the form that ``description`` writes; `nil` for any other.
    package init?(_ description: String) {
        let bytes = Array(description.utf8)
        guard bytes.count == Self.pattern.count else { return nil }
        var fields: [Int64] = [0]
        for (byte, expected) in zip(bytes, Self.pattern) {
            if expected == UInt8(ascii: "0") {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
                fields[fields.count - 1] = fields[fields.count - 1] * 10 + Int64(byte - 48)
            } else {
                guard byte == expected else { return nil }
                fields.append(0)
            }
        }
        let day = Self.day(year: fields[0], month: fields[1], dayOfMonth: fields[2])
        let seconds = (fields[3] * 60 + fields[4]) * 60 + fields[5]
        self.init(millisecondsSince1970: (day * 86_400 + seconds) * 1_000 + fields[6])
        // A field out of its range, such as the 30th of February, moves the others.
        guard Array(self.description.utf8) == bytes else { return nil }
    }

    package var description: String { String(decoding: utf8, as: UTF8.self) }

    /// The 24 characters.
    var utf8: [UInt8] {
        let (seconds, milliseconds) = millisecondsSince1970.quotientAndRemainder(dividingBy: 1_000)
        let (day, time) = seconds.quotientAndRemainder(dividingBy: 86_400)
        let date = Self.date(day: day)
        var text = Self.pattern
        Self.write(date.year, over: 0..<4, of: &text)
        Self.write(date.month, over: 5..<7, of: &text)
        Self.write(date.dayOfMonth, over: 8..<10, of: &text)
        Self.write(time / 3_600, over: 11..<13, of: &text)
        Self.write(time / 60 % 60, over: 14..<16, of: &text)
        Self.write(time % 60, over: 17..<19, of: &text)
        Self.write(milliseconds, over: 20..<23, of: &text)
        return text
    }

    private static func write(_ value: Int64, over place: Range<Int>, of text: inout [UInt8]) {
        var rest = value
        for index in place.reversed() {
            text[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }

    private static let pattern = Array("0000-00-00T00:00:00.000Z".utf8)

    private static func day(year: Int64, month: Int64, dayOfMonth: Int64) -> Int64 {
        let shifted = year - (month <= 2 ? 1 : 0)
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + dayOfMonth - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
            - 719_468
    }

    private static func date(day: Int64) -> (year: Int64, month: Int64, dayOfMonth: Int64) {
        let shifted = day + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}
