import RealModule
import Testing

@testable import Statistics

/// How often an interval of 95 % of counts holds the truth, summed over all that may be counted.
///
/// There are no draws, so there is no error of sampling. What is expected is SciPy's binomial law over
/// the formulas of Wilson, Newcombe and MOVER, written out in Python.
///
/// Counts are whole, so a share that is held is a saw of the true share and of the rows. It is between
/// 93 and 97 of 100 from some rows on, and outside of it below: that is the nature of counts, which no
/// choice of bounds heals.
@Suite struct ExactCoverage {
    private static let shares = [0.05, 0.1, 0.3, 0.5, 0.7, 0.9, 0.95]

    /// The lowest and the highest over ``shares``.
    @Test(
        arguments: [
            (20, 0.924_516...0.975_218), (40, 0.943_317...0.961_523), (60, 0.934_287...0.970_306),
            (100, 0.936_398...0.965_891), (300, 0.943_434...0.957_494),
            (1_000, 0.946_322...0.950_857),
        ])
    func `Wilson's interval holds a share`(_ rows: Int, _ expected: ClosedRange<Double>) throws {
        let held = try Self.shares.map { share in
            let chances = Self.chances(rows, share)
            return try chances.indices.reduce(0.0) { sum, count in
                let interval = try WilsonInterval(successes: count, trials: rows)
                let isHeld = interval.lower <= share && share <= interval.upper
                return sum + (isHeld ? chances[count] : 0)
            }
        }
        try expect(held, expected, "Wilson of \(rows)", judged: rows >= 100)
    }

    /// The lowest and the highest over all pairs of ``shares``.
    @Test(
        arguments: [
            (20, 20, 0.928_146...0.997_905), (40, 40, 0.935_481...0.985_417),
            (40, 300, 0.949_208...0.961_733), (100, 80, 0.943_765...0.960_901),
            (300, 300, 0.945_077...0.953_753),
        ])
    func `Newcombe's interval holds a difference`(
        _ rows: Int, _ others: Int, _ expected: ClosedRange<Double>
    ) throws {
        let held = try held(rows, others) { first, second in
            let interval = NewcombeInterval(first, minus: second)
            return { interval.lower <= $0 - $1 && $0 - $1 <= interval.upper }
        }
        try expect(held, expected, "Newcombe of \(rows), \(others)", judged: rows + others > 150)
    }

    /// The same, among samples that have a ratio.
    @Test(
        arguments: [
            (20, 20, 0.915_630...0.998_173), (40, 40, 0.943_333...0.990_349),
            (40, 300, 0.943_317...0.961_537), (150, 90, 0.946_952...0.965_669),
            (300, 300, 0.945_077...0.953_926),
        ])
    func `a ratio of shares is held`(
        _ rows: Int, _ others: Int, _ expected: ClosedRange<Double>
    ) throws {
        let held = try held(rows, others) { first, second in
            ShareRatioInterval(first, over: second).map { interval in
                { interval.lower <= $0 / $1 && $0 / $1 <= interval.upper }
            }
        }
        try expect(held, expected, "ratio of \(rows), \(others)", judged: rows + others > 150)
    }

    @Test(
        arguments: [
            (5, 0.9375), (6, 0.96875), (20, 0.958_610_5), (151, 0.965_989_5), (201, 0.951_998_5),
            (1_000, 0.953_708_8),
        ])
    func `the median is held by as many rows as its interval keeps`(
        _ rows: Int, _ expected: Double
    ) throws {
        // Of the values 0, 1, … the bounds are ranks; the median lies between as many as are below it.
        let interval = try Estimate(
            medianOf: (0..<rows).map(Double.init), confidence: 0.95)
        let chances = Self.chances(rows, 0.5)
        let held = (0...rows).reduce(0.0) { sum, below in
            let isHeld = interval.lower < Double(below) && Double(below) <= interval.upper
            return sum + (isHeld ? chances[below] : 0)
        }
        Figures.say("exact coverage", "median of \(rows)", "\(held)")
        #expect(isClose(held, expected, within: 1e-6), "\(held)")
    }

    // MARK: How

    /// Of each number from 0 to the rows, the chance that so many succeed.
    private static func chances(_ rows: Int, _ share: Double) -> [Double] {
        let all = Double.logGamma(Double(rows + 1))
        return (0...rows).map { count in
            let (yes, no) = (Double(count), Double(rows - count))
            let ways = all - Double.logGamma(yes + 1) - Double.logGamma(no + 1)
            return Double.exp(ways + yes * Double.log(share) + no * Double.log(1 - share))
        }
    }

    /// For each pair of ``shares``, among samples that have an interval.
    private func held(
        _ rows: Int, _ others: Int,
        _ interval: (WilsonInterval, WilsonInterval) -> ((Double, Double) -> Bool)?
    ) throws -> [Double] {
        let first = try (0...rows).map { try WilsonInterval(successes: $0, trials: rows) }
        let second = try (0...others).map { try WilsonInterval(successes: $0, trials: others) }
        let holds = first.map { one in second.map { interval(one, $0) } }
        let (laws, lawsOfOthers) = (
            Self.shares.map { Self.chances(rows, $0) },
            Self.shares.map { Self.chances(others, $0) }
        )
        var found: [Double] = []
        for (p, law) in zip(Self.shares, laws) {
            for (q, other) in zip(Self.shares, lawsOfOthers) {
                var (held, all) = (0.0, 0.0)
                for (chance, row) in zip(law, holds) {
                    for case (let rest, let isHeld?) in zip(other, row) {
                        all += chance * rest
                        if isHeld(p, q) { held += chance * rest }
                    }
                }
                found.append(held / all)
            }
        }
        return found
    }

    /// Also asks for 93 to 97 of 100, whatever the shares, where there are rows enough.
    private func expect(
        _ held: [Double], _ expected: ClosedRange<Double>, _ name: String, judged isLarge: Bool
    ) throws {
        let (least, most) = (try #require(held.min()), try #require(held.max()))
        Figures.say("exact coverage", name, "\(least) to \(most)")
        #expect(isClose(least, expected.lowerBound, within: 1e-5), "\(least) to \(most)")
        #expect(isClose(most, expected.upperBound, within: 1e-5), "\(least) to \(most)")
        if isLarge { #expect(least >= 0.93 && most <= 0.97, "\(least) to \(most)") }
    }
}
