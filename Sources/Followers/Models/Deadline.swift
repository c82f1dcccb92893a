/// A moment from which on nobody waits any longer.
struct Deadline {
    private let end: Int64
    private let uptime: @Sendable () -> Int64

    /// - Parameters:
    ///   - seconds: From now.
    ///   - uptime: Milliseconds since some moment, by a clock that nobody sets.
    init(seconds: Int, uptime: @escaping @Sendable () -> Int64) {
        end = uptime() + Int64(seconds) * 1_000
        self.uptime = uptime
    }

    /// Above 0 while it is not over.
    var millisecondsLeft: Int64 { max(end - uptime(), 0) }
    var isOver: Bool { millisecondsLeft == 0 }
}
