/// A moment as people write it, in UTC.
///
/// Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
struct UTCTime: CustomStringConvertible {
    let description: String

    /// - Parameter seconds: Since 1970, ≥ 0; beyond the year 9999 they stay a number.
    init(seconds: Int) {
        guard (0..<253_402_300_800).contains(seconds) else {
            description = "\(seconds) s since 1970"
            return
        }
        let (days, rest) = seconds.quotientAndRemainder(dividingBy: 86_400)
        // Counted from 1 March of the year 0, so that a leap day ends its year.
        let shifted = days + 719_468
        let (era, dayOfEra) = shifted.quotientAndRemainder(dividingBy: 146_097)
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
        description =
            "\(year)-\(two(month))-\(two(day)) "
            + "\(two(rest / 3_600)):\(two(rest / 60 % 60)):\(two(rest % 60)) UTC"
    }
}
