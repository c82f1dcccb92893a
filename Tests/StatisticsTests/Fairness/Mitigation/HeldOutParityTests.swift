import Testing

@testable import Statistics

@Suite struct HeldOutParityTests {
    private func sample(
        _ rows: Int, seed: UInt64
    ) throws -> (labels: [Int32], scores: [Double], groups: GroupColumn) {
        var random = SeededRandom(seed: seed)
        var (labels, scores, codes): ([Int32], [Double], [Int32]) = ([], [], [])
        for row in 0..<rows {
            let isTrue = random.unit() < 0.4
            let shift = row % 2 == 0 ? 0.8 : 0
            labels.append(isTrue ? 1 : 0)
            scores.append(random.gaussian() + (isTrue ? 1 : 0) + shift)
            codes.append(Int32(row % 2))
        }
        return (labels, scores, try GroupColumn(name: "g", names: ["x", "y"], codes: codes))
    }

    private func parity(
        _ constraint: ParityConstraint, _ rows: Int, seed: UInt64
    ) throws -> (fitted: GroupThresholds, other: HeldOutParity) {
        let (labels, scores, groups) = try sample(rows, seed: seed)
        return (
            try GroupThresholds(
                constraint, labels: labels, scores: scores, groups: groups, threshold: 0.5,
                rule: .atLeast),
            try HeldOutParity(
                constraint, labels: labels, scores: scores, groups: groups, threshold: 0.5,
                rule: .atLeast, seed: 1)
        )
    }

    @Test(arguments: ParityConstraint.allCases)
    func `other rows keep a gap that grows small with the rows`(
        constraint: ParityConstraint
    ) throws {
        let few = try parity(constraint, 200, seed: 5)
        let many = try parity(constraint, 20_000, seed: 5)
        // On the rows that chose the thresholds nothing is left of it.
        #expect(few.fitted.gapAfter < 1e-9 && many.fitted.gapAfter < 1e-9)
        #expect(few.other.gap > 0.005)
        #expect(many.other.gap < 0.03 && many.other.gap < many.fitted.gapBefore / 3)
        #expect(abs(many.other.accuracy - many.fitted.accuracyAfter) < 0.01)
    }

    /// Scores that say nothing are fitted all the same; other rows show what that is worth.
    @Test func `accuracy on other rows is that of a guess where scores say nothing`() throws {
        var random = SeededRandom(seed: 9)
        let labels = (0..<120).map { _ in Int32(random.unit() < 0.5 ? 1 : 0) }
        let scores = labels.map { _ in random.unit() }
        let groups = try GroupColumn(
            name: "g", names: ["x", "y"], codes: labels.indices.map { Int32($0 % 2) })
        let fitted = try GroupThresholds(
            .demographicParity, labels: labels, scores: scores, groups: groups, threshold: 0.5,
            rule: .atLeast)
        let other = try HeldOutParity(
            .demographicParity, labels: labels, scores: scores, groups: groups, threshold: 0.5,
            rule: .atLeast, seed: 1)
        #expect(fitted.accuracyAfter > other.accuracy)
        #expect(abs(other.accuracy - 0.5) < 0.15)
    }

    @Test func `the seed alone says which rows are held out`() throws {
        let (labels, scores, groups) = try sample(300, seed: 2)
        let parity = { (seed: UInt64) throws -> HeldOutParity in
            try HeldOutParity(
                .equalOpportunity, labels: labels, scores: scores, groups: groups, threshold: 0.5,
                rule: .atLeast, seed: seed)
        }
        #expect(try parity(1) == parity(1))
        #expect(try parity(1) != parity(2))
    }

    @Test func `a group with one row of a label cannot be halved`() throws {
        let groups = try GroupColumn(
            name: "g", names: ["x", "y"], codes: [0, 0, 0, 0, 1, 1, 1])
        #expect(throws: SampleError.oneLabelOnly(group: "y")) {
            try HeldOutParity(
                .equalOpportunity, labels: [1, 1, 0, 0, 1, 0, 0],
                scores: [0.9, 0.4, 0.3, 0.6, 0.8, 0.1, 0.2], groups: groups, threshold: 0.5,
                rule: .atLeast, seed: 1)
        }
    }
}
