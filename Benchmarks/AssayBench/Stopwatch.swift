import Glibc

/// Seconds that something took.
enum Stopwatch {
    static func seconds(_ work: () throws -> Void) rethrows -> Double {
        let clock = ContinuousClock()
        let start = clock.now
        try work()
        return seconds(from: start, to: clock.now)
    }

    /// What this thread alone spent, whatever else the machine does.
    static func processorSeconds(_ work: () throws -> Void) rethrows -> Double {
        let start = threadSeconds
        try work()
        return threadSeconds - start
    }

    private static var threadSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    static func seconds(
        isolation: isolated (any Actor)? = #isolation, _ work: () async throws -> Void
    ) async rethrows -> Double {
        let clock = ContinuousClock()
        let start = clock.now
        try await work()
        return seconds(from: start, to: clock.now)
    }

    private static func seconds(
        from start: ContinuousClock.Instant, to end: ContinuousClock.Instant
    ) -> Double {
        (end - start) / .seconds(1)
    }
}
