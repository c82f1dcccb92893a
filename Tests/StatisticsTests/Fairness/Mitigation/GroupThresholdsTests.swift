import Testing

@testable import Statistics

@Suite struct GroupThresholdsTests {
    private func thresholds(
        _ constraint: ParityConstraint, _ sample: PerformanceValues.Mitigation
    ) throws -> GroupThresholds {
        try GroupThresholds(
            constraint, labels: sample.labels, scores: sample.scores,
            groups: GroupColumn(name: "g", names: ["a", "b", "c"], codes: sample.groups),
            threshold: 0.5, rule: .atLeast)
    }

    @Test(arguments: ParityConstraint.allCases)
    func `parity holds, and costs no more accuracy than Fairlearn's on its grid`(
        constraint: ParityConstraint
    ) throws {
        let sample = try PerformanceValues.load().mitigation
        let found = try thresholds(constraint, sample)
        let fairlearn = try #require(sample.accuracy[constraint.rawValue])
        #expect(found.gapAfter < 1e-9 && found.gapBefore > 0.05)
        #expect(found.accuracyAfter >= fairlearn - 1e-9)
        #expect(found.accuracyAfter < fairlearn + 0.003)
    }

    /// Decides every row as the thresholds say, on average over chance.
    @Test(arguments: ParityConstraint.allCases, ThresholdRule.allCases)
    func `the thresholds give what is said of them`(
        constraint: ParityConstraint, rule: ThresholdRule
    ) throws {
        let sample = try PerformanceValues.load().mitigation
        let names = ["a", "b", "c"]
        let found = try GroupThresholds(
            constraint, labels: sample.labels, scores: sample.scores,
            groups: GroupColumn(name: "g", names: names, codes: sample.groups),
            threshold: 0.5, rule: rule)
        var right = 0.0
        for row in sample.labels.indices {
            let group = found.groups[Int(sample.groups[row])]
            let first = rule.decides(sample.scores[row], group.first) ? 1.0 : 0
            let second = rule.decides(sample.scores[row], group.second) ? 1.0 : 0
            let scored = first + (second - first) * group.chanceOfSecond
            let chance = scored + (group.chanceOfTrue - scored) * group.chanceOfIgnoring
            right += sample.labels[row] == 1 ? chance : 1 - chance
        }
        #expect(isClose(right / Double(sample.labels.count), found.accuracyAfter, within: 1e-9))
    }

    @Test func `a group of one label has no thresholds`() throws {
        #expect(throws: SampleError.oneLabelOnly(group: "b")) {
            try GroupThresholds(
                .equalOpportunity, labels: [0, 1, 1], scores: [0, 1, 1],
                groups: GroupColumn(name: "g", names: ["a", "b"], codes: [0, 0, 1]),
                threshold: 0.5, rule: .above)
        }
    }
}
