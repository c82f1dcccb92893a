import Testing

@testable import Statistics

@Suite struct FairnessBootstrapTests {
    /// Groups of equal rates: rows by label and by whether the score passes 0.5.
    private func rows(_ groups: Int, _ random: inout SeededRandom) -> CountedRows {
        let counts = (0..<groups).map { _ in
            var cells = [[0, 0], [0, 0]]
            for _ in 0..<150 {
                cells[random.unit() < 0.4 ? 1 : 0][random.unit() < 0.35 ? 1 : 0] += 1
            }
            return cells
        }
        return CountedRows(counts) { Double($0) }
    }

    private func report(
        _ rows: CountedRows, groups: Int, _ multiplicity: Multiplicity, seed: Int
    ) throws -> FairnessAtThreshold {
        let names = (0..<groups).map { "g\($0)" }
        return try FairnessReport(
            labels: rows.labels, scores: rows.scores,
            groups: GroupColumn(name: "g", names: names, codes: rows.codes),
            configuration: FairnessConfiguration(
                rule: .above, thresholds: [0.5], baseline: .group("g0"), replicates: 300,
                multiplicity: multiplicity, seed: UInt64(seed))
        ).thresholds[0]
    }

    @Test func `differences and ratios cover the truth in 93 to 97 of 100`() throws {
        var random = SeededRandom(seed: 31)
        var (differences, ratios, rates) = (0, 0, 0)
        for round in 0..<500 {
            let found = try report(rows(2, &random), groups: 2, .none, seed: round)
            let selection = try #require(found.groups[1].comparison(.selection))
            let (difference, ratio) = (
                try #require(selection.difference), try #require(selection.ratio)
            )
            let rate = try #require(found.groups[1].comparison(.truePositive)?.estimate)
            differences += difference.lower <= 0 && 0 <= difference.upper ? 1 : 0
            ratios += ratio.lower <= 1 && 1 <= ratio.upper ? 1 : 0
            rates += rate.lower <= 0.35 && 0.35 <= rate.upper ? 1 : 0
        }
        #expect((465...485).contains(differences), "\(differences) of 500, seed 31")
        #expect((465...485).contains(ratios), "\(ratios) of 500, seed 31")
        #expect((465...485).contains(rates), "\(rates) of 500, seed 31")
    }

    @Test func `of eight equal groups some differ once in twenty at most if they hold together`()
        throws
    {
        var random = SeededRandom(seed: 32)
        var (alone, together) = (0, 0)
        let differs = { (found: FairnessAtThreshold) in
            found.groups.contains { group in
                guard let gap = group.comparison(.selection)?.difference else { return false }
                return gap.lower > 0 || gap.upper < 0
            }
        }
        for round in 0..<200 {
            let rows = rows(8, &random)
            if differs(try report(rows, groups: 8, .none, seed: round)) { alone += 1 }
            if differs(try report(rows, groups: 8, .maxT, seed: round)) { together += 1 }
        }
        #expect(together <= 17, "\(together) of 200, seed 32")
        #expect(alone > 30, "\(alone) of 200, seed 32")
    }

    @Test func `the gate's false alarms are below what the confidence says`() throws {
        var random = SeededRandom(seed: 33)
        var alarms = 0
        for _ in 0..<300 {
            let counts = FairnessBootstrapTests.confusions(6, &random)
            let metrics = try GroupMetrics(
                confusions: counts, groupNames: (0..<6).map { "g\($0)" })
            let gap = try #require(metrics.gap(in: .falsePositive))
            if try GapJudgement(gap, limit: 0).outcome == .beyond { alarms += 1 }
        }
        #expect(alarms <= 15, "\(alarms) of 300, seed 33")
    }

    private static func confusions(
        _ groups: Int, _ random: inout SeededRandom
    ) -> [ConfusionMatrix] {
        (0..<groups).map { _ in
            var confusion = ConfusionMatrix()
            for _ in 0..<200 {
                confusion.count(label: random.unit() < 0.5, decision: random.unit() < 0.3)
            }
            return confusion
        }
    }
}
