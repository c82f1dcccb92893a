/// A date or a time as ISO 8601 writes it.
///
/// `2026-11-21`, `2026-11-21T20:15`, `2026-11-21 20:15:09.5Z`, `2026-11-21T20:15:09+01:00`. Without
/// an offset the time is taken as UTC.
struct TimeText {
    /// Days since 1970-01-01, when the text is a date alone.
    private(set) var days: Double?
    /// Seconds since 1970-01-01T00:00:00, when the text is a date or a date and a time.
    private(set) var seconds: Double?

    init(_ text: Span<UInt8>) {
        guard text.count >= 10, text.count <= 40, let date = Self.date(text) else { return }
        let start = Double(date) * 86_400
        guard text.count > 10 else {
            days = Double(date)
            seconds = start
            return
        }
        let mark = text[10]
        guard mark == UInt8(ascii: "T") || mark == UInt8(ascii: " ") else { return }
        seconds = Self.timeOfDay(text, from: 11).map { Double(date * 86_400 + $0.whole) + $0.part }
    }

    private static func date(_ text: Span<UInt8>) -> Int? {
        guard text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
            let year = digits(text, 0..<4), let month = digits(text, 5..<7),
            let day = digits(text, 8..<10), (1...12).contains(month), day >= 1,
            day <= CivilDate.days(inMonth: month, of: year)
        else { return nil }
        return CivilDate(year: year, month: month, day: day).daysSinceEpoch
    }

    /// Whole seconds, with the offset taken off, and the part of one.
    private static func timeOfDay(_ text: Span<UInt8>, from start: Int) -> (
        whole: Int, part: Double
    )? {
        guard text.count >= start + 5, text[start + 2] == UInt8(ascii: ":"),
            let hour = digits(text, start..<(start + 2)), hour < 24,
            let minute = digits(text, (start + 3)..<(start + 5)), minute < 60
        else { return nil }
        var whole = hour * 3_600 + minute * 60
        var part = 0.0
        var at = start + 5
        if at < text.count, text[at] == UInt8(ascii: ":") {
            guard text.count >= at + 3, let second = digits(text, (at + 1)..<(at + 3)), second < 60
            else { return nil }
            whole += second
            at += 3
            if at < text.count, text[at] == UInt8(ascii: ".") {
                var end = at + 1
                while end < text.count, text[end] &- UInt8(ascii: "0") < 10 { end += 1 }
                guard let value = NumberText(text.extracting(at..<end)).value else { return nil }
                part = value
                at = end
            }
        }
        return offset(text, from: at).map { (whole - $0, part) }
    }

    /// Seconds ahead of UTC.
    private static func offset(_ text: Span<UInt8>, from start: Int) -> Int? {
        guard start < text.count else { return 0 }
        if text[start] == UInt8(ascii: "Z") { return text.count == start + 1 ? 0 : nil }
        guard text[start] == UInt8(ascii: "+") || text[start] == UInt8(ascii: "-"),
            text.count >= start + 3, let hours = digits(text, (start + 1)..<(start + 3)), hours < 24
        else { return nil }
        var minutes = 0
        var at = start + 3
        if at < text.count {
            if text[at] == UInt8(ascii: ":") { at += 1 }
            guard text.count == at + 2, let found = digits(text, at..<(at + 2)), found < 60
            else { return nil }
            minutes = found
        }
        let ahead = hours * 3_600 + minutes * 60
        return text[start] == UInt8(ascii: "-") ? -ahead : ahead
    }

    private static func digits(_ text: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var value = 0
        for index in range {
            let digit = text[index] &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            value = value * 10 + Int(digit)
        }
        return value
    }
}

/// A day of the Gregorian calendar, before 1582 too.
///
/// Source: H. Hinnant, *chrono-Compatible Low-Level Date Algorithms* (2013).
struct CivilDate: Equatable {
    let year: Int
    let month: Int
    let day: Int

    init(year: Int, month: Int, day: Int) {
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// - Parameter days: Since 1970-01-01; within ±10¹².
    init(daysSinceEpoch days: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    var daysSinceEpoch: Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
            - 719_468
    }

    static func days(inMonth month: Int, of year: Int) -> Int {
        if month == 2 {
            let isLeap =
                year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
            return isLeap ? 29 : 28
        }
        return [4, 6, 9, 11].contains(month) ? 30 : 31
    }
}
