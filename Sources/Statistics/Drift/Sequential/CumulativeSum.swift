import RealModule

/// Watches a stream whose mean and spread are known for a change of the mean: Page's CUSUM.
///
/// `C⁺ = max(0, C⁺ + z − k)` and `C⁻ = max(0, C⁻ − z − k)` of standardised values `z`; the alarm is
/// where either is above `h`. It then begins anew.
///
/// Sources: E. Page, Biometrika 41 (1954); D. Siegmund, *Sequential Analysis* (1985), for `h`.
package struct CumulativeSum: Sendable, Equatable {
    package enum Change: String, Sendable, Equatable {
        case up, down
    }

    package let mean: Double
    package let deviation: Double
    /// Half the change to find soonest, in deviations.
    package let slack: Double
    /// Above which a sum is an alarm, in deviations.
    package let limit: Double
    package private(set) var upper = 0.0
    package private(set) var lower = 0.0
    package private(set) var count = 0

    /// - Parameters:
    ///   - mean: Of the reference.
    ///   - deviation: Of single values of the reference, > 0.
    ///   - change: To find soonest, in deviations, > 0.
    ///   - runLength: How many values pass on average until an alarm when nothing changes, > 1.
    /// - Throws: ``DriftError/settingOutOfRange(what:value:)``.
    package init(
        mean: Double, deviation: Double, change: Double = 1, runLength: Double = 10_000
    ) throws(DriftError) {
        guard mean.isFinite else { throw .settingOutOfRange(what: "mean", value: mean) }
        for (what, value, least) in [
            ("deviation", deviation, 0.0), ("change", change, 0), ("run length", runLength, 1),
        ] where !(value > least && value < .infinity) {
            throw .settingOutOfRange(what: what, value: value)
        }
        self.mean = mean
        self.deviation = deviation
        slack = change / 2
        limit = Self.limit(slack: change / 2, runLength: runLength)
    }

    /// Siegmund's `2·ARL = (e^{2kb} − 2kb − 1) / 2k²` on each side, with `b = h + 1.166`.
    private static func limit(slack: Double, runLength: Double) -> Double {
        MonotoneRoot.first(in: 0...1e6) { limit in
            let reach = 2 * slack * (limit + 1.166)
            return Double.exp(reach) - reach - 1 >= 4 * slack * slack * runLength
        }
    }

    /// Adds a value.
    ///
    /// - Returns: The change, if there is one for sure enough.
    /// - Throws: ``DriftError/valueOutOfRange(row:value:)`` for NaN and ±∞.
    package mutating func add(_ value: Double) throws(DriftError) -> Change? {
        guard value.isFinite else { throw .valueOutOfRange(row: count, value: value) }
        count += 1
        let z = (value - mean) / deviation
        upper = max(0, upper + z - slack)
        lower = max(0, lower - z - slack)
        guard max(upper, lower) > limit else { return nil }
        let change = upper >= lower ? Change.up : .down
        (upper, lower) = (0, 0)
        return change
    }
}
