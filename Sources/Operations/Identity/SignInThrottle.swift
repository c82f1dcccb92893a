import Governance
package import Transparency

import Synchronization

/// Makes guessing slow: after some attempts each next one waits twice as long.
///
/// Three counts: of a name from one source, of a source, and of a name from everywhere. The last
/// waits ten seconds at most, and never for a source from which that name signed in before, so that
/// strangers cannot lock anybody out.
package final class SignInThrottle: Sendable {
    /// A try to sign in as a name, from an address.
    package struct Attempt: Sendable, Hashable {
        package let name: String
        package let source: String

        /// Names that are too long for an account count as one, so that none is kept.
        ///
        /// `name`: Empty for a way in that has none to guess, such as an identity provider's.
        package init(name: String, source: String) {
            self.name = name.utf8.count <= PrincipalClaim.nameByteCountMax ? name : "?"
            self.source = Self.place(source)
        }

        /// Whoever has one version 6 address has the 2⁶⁴ of its network: they count as one.
        private static func place(_ source: String) -> String {
            let plain = source.prefix { $0 != "%" }
            let network = NetworkAddress(String(plain))?.network
            return network?.description ?? String(source.prefix(64))
        }
    }

    private enum Key: Hashable {
        case pair(Attempt), source(String), name(String)

        /// How many attempts are free, and how long the wait grows.
        var allowance: (free: Int, secondsMax: Int) {
            switch self {
            case .pair: (5, 900)
            case .source: (20, 900)
            case .name: (50, 10)
            }
        }
    }

    private struct Count {
        var attempts = 0
        var last: Instant
    }

    private struct State {
        var counts: [Key: Count] = [:]
        var trusted: Set<Attempt> = []
    }

    package static let entryCountMax = 10_000
    /// A count that rests so long begins anew.
    static let restMilliseconds: Int64 = 3_600_000

    private let state = Mutex(State())

    package init() {}

    /// Counts an attempt before it is checked, so that many at once count too.
    ///
    /// - Throws: A refusal that says when the next attempt may be made.
    package func begin(_ attempt: Attempt, at now: Instant) throws(Failure) {
        let wait = state.withLock { state in
            let keys = Self.keys(attempt, in: state)
            let wait = keys.map { Self.wait($0, state.counts[$0], now) }.max() ?? 0
            guard wait == 0 else { return wait }
            for key in keys { Self.count(key, in: &state, at: now) }
            return 0
        }
        guard wait == 0 else { throw .tooManyAttempts(retryAfterSeconds: wait) }
    }

    /// The attempt was the person's own.
    package func succeed(_ attempt: Attempt) {
        state.withLock { state in
            for key in [Key.source(attempt.source), .name(attempt.name)] {
                state.counts[key]?.attempts -= 1
            }
            state.counts[.pair(attempt)] = nil
            if state.trusted.count >= Self.entryCountMax { state.trusted.removeAll() }
            state.trusted.insert(attempt)
        }
    }

    /// How many counts it holds.
    package var entryCount: Int { state.withLock { $0.counts.count } }

    private static func keys(_ attempt: Attempt, in state: State) -> [Key] {
        let own = [Key.pair(attempt), .source(attempt.source)]
        guard !attempt.name.isEmpty else { return own }
        return state.trusted.contains(attempt) ? own : own + [.name(attempt.name)]
    }

    /// Seconds until the next attempt.
    private static func wait(_ key: Key, _ count: Count?, _ now: Instant) -> Int {
        guard let count, isCounting(count, now) else { return 0 }
        let (free, secondsMax) = key.allowance
        guard count.attempts >= free else { return 0 }
        let doublings = min(count.attempts - free, 20)
        let seconds = min(1 << doublings, secondsMax)
        let left = count.last.milliseconds + Int64(seconds) * 1_000 - now.milliseconds
        return left > 0 ? Int((left + 999) / 1_000) : 0
    }

    private static func isCounting(_ count: Count, _ now: Instant) -> Bool {
        now.milliseconds - count.last.milliseconds < restMilliseconds
    }

    private static func count(_ key: Key, in state: inout State, at now: Instant) {
        if state.counts[key] == nil, state.counts.count >= entryCountMax { trim(&state, now) }
        var count = state.counts[key] ?? Count(last: now)
        if !isCounting(count, now) { count.attempts = 0 }
        count.attempts += 1
        count.last = now
        state.counts[key] = count
    }

    /// Forgets what rests, or else the older half.
    private static func trim(_ state: inout State, _ now: Instant) {
        state.counts = state.counts.filter { isCounting($0.value, now) }
        guard state.counts.count >= entryCountMax else { return }
        let times = state.counts.values.map(\.last.milliseconds).sorted()
        let middle = times[times.count / 2]
        state.counts = state.counts.filter { $0.value.last.milliseconds > middle }
    }
}
