import Testing

@testable import Statistics

@Suite struct ExplanationDriftTests {
    private func contributions(
        _ scales: [Double], rows: Int, seed: UInt64
    ) -> Contributions {
        var random = SeededRandom(seed: seed)
        let values = (0..<rows).flatMap { _ in scales.map { $0 * random.gaussian() } }
        return Contributions(
            rowCount: rows, outputCount: 1, featureCount: scales.count, bases: [0],
            values: values)
    }

    @Test func `a feature that the model leans on more is found`() throws {
        let drift = try ExplanationDrift(
            reference: contributions([3, 2, 1], rows: 800, seed: 1),
            current: contributions([3, 2, 4], rows: 900, seed: 2))
        #expect(drift.ranked[0].feature == 2 && drift.ranked[0].hasMoved)
        // The mean absolute value of a normal variable is √(2/π) of its deviation.
        #expect(drift.ranked[0].difference.lower < 3 * 0.797885)
        #expect(drift.ranked[0].difference.upper > 3 * 0.797885)
        #expect(drift.ranked.dropFirst().allSatisfy { !$0.hasMoved })
        #expect(drift.rankAgreement < 1)
    }

    @Test func `no feature moves falsely more often than it may`() throws {
        let alarms = try (0..<200).count { seed in
            try ExplanationDrift(
                reference: contributions([1, 1, 1, 1], rows: 60, seed: UInt64(2 * seed)),
                current: contributions([1, 1, 1, 1], rows: 40, seed: UInt64(2 * seed + 1))
            ).ranked.contains(where: \.hasMoved)
        }
        // At most 5 % of 200 by right; 20 and more has a probability below 1 in 1,000.
        #expect(alarms < 20)
    }

    @Test func `the same order agrees wholly, whatever the rows`() throws {
        let one = contributions([3, 2, 1], rows: 500, seed: 3)
        let same = try ExplanationDrift(reference: one, current: one)
        #expect(same.rankAgreement == 1)
        #expect(same.ranked.allSatisfy { $0.difference.value == 0 && !$0.hasMoved })
        let still = Contributions(
            rowCount: 2, outputCount: 1, featureCount: 1, bases: [0], values: [0, 0])
        let nothing = try ExplanationDrift(reference: still, current: still)
        #expect(nothing.rankAgreement == 1 && !nothing.ranked[0].hasMoved)
    }

    @Test func `few rows and other features are refused`() {
        let one = contributions([1], rows: 1, seed: 1)
        let two = contributions([1, 1], rows: 5, seed: 1)
        #expect(throws: SampleError.noRows) { try ExplanationDrift(reference: one, current: one) }
        #expect(throws: SampleError.lengthsDiffer(column: "features", rows: 1, expected: 2)) {
            try ExplanationDrift(
                reference: two, current: contributions([1], rows: 5, seed: 1))
        }
    }
}
