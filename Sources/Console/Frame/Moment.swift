import Transparency

/// A time as people say it, with the exact one beside.
struct Moment: Sendable, Equatable {
    /// Such as `3 h ago` or `in 12 d`.
    let relative: String
    /// Such as `21 November 2026, 07:30 UTC`.
    let absolute: String
    /// RFC 3339, for programs.
    let iso: String

    init(_ instant: Instant, now: Instant) {
        iso = instant.description
        absolute = Self.absolute(instant)
        relative = Self.relative(instant, now: now)
    }

    private static let millisecondsPerDay: Int64 = 86_400_000

    private static func relative(_ instant: Instant, now: Instant) -> String {
        let distance = instant.milliseconds - now.milliseconds
        let seconds = abs(distance) / 1000
        if seconds < 45 { return "just now" }
        let span =
            (129_600..<259_200).contains(seconds)
            ? "\((seconds + 43_200) / 86_400) days" : self.span(seconds: seconds)
        return distance < 0 ? span + " ago" : "in " + span
    }

    /// Such as `3 h`, `1.8 days` below three days, `4 months`.
    static func span(seconds: Int64) -> String {
        switch seconds {
        case ..<60: "\(seconds) s"
        case ..<3_600: "\((seconds + 30) / 60) min"
        case ..<129_600: "\((seconds + 1_800) / 3_600) h"
        case ..<259_200: "\(Self.tenths(Double(seconds) / 86_400)) days"
        case ..<7_776_000: "\((seconds + 43_200) / 86_400) days"
        case ..<63_072_000: "\((seconds + 1_296_000) / 2_592_000) months"
        default: "\(seconds / 31_536_000) years"
        }
    }

    private static func tenths(_ value: Double) -> String {
        let rounded = (value * 10).rounded() / 10
        return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]

    private static func absolute(_ instant: Instant) -> String {
        let text = instant.description
        let (day, clock) = (Self.day(of: instant), text.dropFirst(11).prefix(5))
        return "\(day), \(clock) UTC"
    }

    /// Such as `21 November 2026`.
    static func day(of instant: Instant) -> String {
        let parts = instant.description.prefix(10).split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3, months.indices.contains(parts[1] - 1) else {
            return String(instant.description.prefix(10))
        }
        return "\(parts[2]) \(months[parts[1] - 1]) \(parts[0])"
    }

    /// Whole days from `now` on; negative when it has passed.
    static func days(until instant: Instant, from now: Instant) -> Int {
        let distance = instant.milliseconds - now.milliseconds
        return Int((Double(distance) / Double(millisecondsPerDay)).rounded(.down))
    }
}
