import Transparency

/// How much of its time something has left, as a bar and in words.
struct Freshness: Sendable, Equatable {
    let text: String
    let meaning: String
    /// Of 54.
    let width: String
    let isLow: Bool

    /// Of something made at `start` that ends at `end`.
    init(from start: Instant, until end: Instant, now: Instant) {
        let whole = Double(max(1, end.milliseconds - start.milliseconds))
        let share = min(1, max(0, Double(end.milliseconds - now.milliseconds) / whole))
        let days = Moment.days(until: end, from: now)
        width = "\((share * 540).rounded() / 10)"
        isLow = share < 0.2 || days < 7
        text = end <= now ? "too old" : days == 0 ? "today" : "\(days) d left"
        meaning = (end <= now ? "Counted until " : "Counts until ") + Moment.day(of: end)
    }
}
