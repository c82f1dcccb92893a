import Governance
import Ledger
import Operations
import Testing
import Transparency

@Suite struct SignInThrottleTests {
    private let start = Instant(milliseconds: 1_790_000_000_000)

    private func after(_ seconds: Int) -> Instant {
        Instant(milliseconds: start.milliseconds + Int64(seconds) * 1_000)
    }

    private func attempt(_ name: String, _ source: String) -> SignInThrottle.Attempt {
        .init(name: name, source: source)
    }

    @Test func `each wait is twice the last, up to a quarter of an hour`() throws {
        let throttle = SignInThrottle()
        let ruth = attempt("ruth", "a")
        var second = 0
        for _ in 0..<5 { try throttle.begin(ruth, at: after(second)) }
        for expected in [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900] {
            let failure = #expect(throws: Failure.self) {
                try throttle.begin(ruth, at: after(second))
            }
            #expect(failure?.retryAfterSeconds == expected)
            second += expected
            try throttle.begin(ruth, at: after(second))
        }
    }

    @Test func `an attempt that is refused makes nobody wait longer`() throws {
        let throttle = SignInThrottle()
        let ruth = attempt("ruth", "a")
        for _ in 0..<5 { try throttle.begin(ruth, at: start) }
        for _ in 0..<100 { #expect(throws: Failure.self) { try throttle.begin(ruth, at: start) } }
        try throttle.begin(ruth, at: after(1))
    }

    @Test func `one source guesses at many names no faster`() throws {
        let throttle = SignInThrottle()
        for number in 0..<20 { try throttle.begin(attempt("n\(number)", "a"), at: start) }
        #expect(throws: Failure.self) { try throttle.begin(attempt("fresh", "a"), at: start) }
        try throttle.begin(attempt("fresh", "b"), at: start)
    }

    @Test func `many sources guess at one name no faster, and lock nobody out`() throws {
        let throttle = SignInThrottle()
        let home = attempt("ruth", "home")
        try throttle.begin(home, at: start)
        throttle.succeed(home)
        for number in 0..<50 { try throttle.begin(attempt("ruth", "s\(number)"), at: start) }
        let stranger = #expect(throws: Failure.self) {
            try throttle.begin(attempt("ruth", "elsewhere"), at: start)
        }
        #expect((stranger?.retryAfterSeconds ?? 99) <= 10)
        try throttle.begin(home, at: start)
    }

    @Test func `who succeeds counts for nothing`() throws {
        let throttle = SignInThrottle()
        for _ in 0..<200 {
            let ruth = attempt("ruth", "office")
            try throttle.begin(ruth, at: start)
            throttle.succeed(ruth)
        }
    }

    @Test func `after an hour of rest all is forgotten`() throws {
        let throttle = SignInThrottle()
        let ruth = attempt("ruth", "a")
        for _ in 0..<5 { try throttle.begin(ruth, at: start) }
        for _ in 0..<5 { try throttle.begin(ruth, at: after(3_600)) }
        #expect(throws: Failure.self) { try throttle.begin(ruth, at: after(3_600)) }
    }

    @Test func `long names count as one, and are not kept`() throws {
        let long = String(repeating: "n", count: 1 << 20)
        #expect(attempt(long + "1", "a") == attempt(long + "2", "a"))
        #expect(attempt(long, long).name.utf8.count + attempt(long, long).source.utf8.count < 100)
    }

    @Test func `its memory is bounded, however many try`() throws {
        let throttle = SignInThrottle()
        for number in 0..<20_000 {
            try throttle.begin(
                attempt("n\(number)", "s\(number)"), at: after(number / 100))
        }
        #expect(throttle.entryCount <= SignInThrottle.entryCountMax)
    }

    @Test(arguments: [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:fffe", true),
        ("fe80::1%eth0", "fe80::2%eth1", true),
        ("::ffff:192.0.2.7", "192.0.2.7", true),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", false),
        ("192.0.2.7", "192.0.2.8", false),
        ("::ffff:192.0.2.7", "::ffff:192.0.2.8", false),
    ])
    func `a version 6 network counts as one source, a version 4 address for itself`(
        one: String, other: String, isOne: Bool
    ) throws {
        let throttle = SignInThrottle()
        for number in 0..<20 { try throttle.begin(attempt("n\(number)", one), at: start) }
        let next = attempt("somebody", other)
        if isOne {
            #expect(throws: Failure.self) { try throttle.begin(next, at: start) }
        } else {
            try throttle.begin(next, at: start)
        }
    }

    @Test func `a way in without names is not slowed by strangers elsewhere`() throws {
        let throttle = SignInThrottle()
        for number in 0..<200 { try throttle.begin(attempt("", "192.0.2.\(number)"), at: start) }
        try throttle.begin(attempt("", "198.51.100.1"), at: start)
    }
}
