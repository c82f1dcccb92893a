import Testing

@testable import Statistics

@Suite struct GroupGapTests {
    @Test func `two groups share no confidence`() throws {
        let gap = try #require(try GroupGap(.selection, of: [group("a", 3, 9), group("b", 7, 9)]))
        #expect(gap.pairs == 1)
        #expect(gap.pairConfidence == 0.95)
        #expect(gap.largest.higher == "b" && gap.largest.lower == "a")
        #expect(gap.largest.interval == (try NewcombeInterval(first: (7, 9), second: (3, 9))))
    }

    @Test func `five groups share it among ten pairs`() throws {
        let groups = try (1...5).map { try group("g\($0)", 10 * $0, 100) }
        let gap = try #require(try GroupGap(.selection, of: groups))
        #expect(gap.pairs == 10)
        #expect(isClose(gap.pairConfidence, 0.995))
        #expect(gap.largest.higher == "g5" && gap.largest.lower == "g1")
        let alone = try NewcombeInterval(first: (50, 100), second: (10, 100))
        #expect(gap.largest.interval.lower < alone.lower)
    }

    @Test func `a small group may be furthest apart without the largest gap`() throws {
        let groups = [
            try group("large", 5_000, 10_000), try group("other", 4_500, 10_000),
            try group("small", 5, 10),
        ]
        let gap = try #require(try GroupGap(.selection, of: groups))
        #expect(gap.largest.higher == "large" && gap.largest.lower == "other")
        #expect(gap.surest == gap.largest)
        #expect([gap.widest.higher, gap.widest.lower].contains("small"))
    }

    @Test func `when no pair is surely apart the largest stands for the surest`() throws {
        let groups = [try group("a", 1, 4), try group("b", 3, 4), try group("c", 2, 4)]
        let gap = try #require(try GroupGap(.selection, of: groups))
        #expect(gap.surest == gap.largest)
        #expect(gap.surest.interval.gapLower == 0)
    }

    /// Five groups of one true rate: some pair looks apart without the correction.
    @Test func `among equal groups a gap is found at most as rarely as the confidence says`()
        throws
    {
        var random = SplitMix(seed: 20_261_121)
        var (alarms, uncorrected) = (0, 0)
        let rounds = 1_000
        for _ in 0..<rounds {
            let groups = try (0..<5).map { index in
                try group("g\(index)", random.successes(of: 200, share: 0.3), 200)
            }
            let gap = try #require(try GroupGap(.selection, of: groups))
            if gap.surest.interval.gapLower > 0 { alarms += 1 }
            let alone = try NewcombeInterval(
                first: counts(gap.largest.interval.first),
                second: counts(gap.largest.interval.second))
            if alone.gapLower > 0 { uncorrected += 1 }
        }
        #expect(alarms <= rounds / 20, "\(alarms) false alarms, seed 20261121")
        #expect(uncorrected > rounds / 5, "\(uncorrected) without the correction")
    }

    private func counts(_ share: WilsonInterval) -> (successes: Int, trials: Int) {
        (share.successes, share.trials)
    }

    private func group(_ name: String, _ selected: Int, _ rows: Int) throws -> GroupPerformance {
        try GroupPerformance(name: name, selected: selected, rows: rows)
    }
}

extension GroupPerformance {
    /// A group of which so many rows are selected, rightly.
    init(name: String, selected: Int, rows: Int) throws {
        var confusion = ConfusionMatrix()
        for row in 0..<rows { confusion.count(label: true, decision: row < selected) }
        try self.init(name: name, confusion: confusion, confidence: 0.95)
    }
}

extension GroupGap {
    init?(_ rate: GroupRate, of groups: [GroupPerformance]) throws {
        try self.init(rate, of: groups, confidence: 0.95)
    }
}

/// SplitMix64 as by Vigna, so that a seed gives the same numbers everywhere.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func successes(of trials: Int, share: Double) -> Int {
        (0..<trials).count { _ in Double.random(in: 0..<1, using: &self) < share }
    }
}
