import Testing

@testable import Statistics

@Suite struct WeightedTiesTests {
    @Test func `pairs count as the product of their weights, ties one half`() throws {
        // True at 0.8 (3) and 0.4 (1) against false at 0.4 (2): 3·2 won, 1·2 tied, of 4·2.
        let weights = try RowWeights([3, 1, 2])
        let ties = WeightedTies(
            labels: [true, true, false], scores: [0.8, 0.4, 0.4], weights: weights)
        #expect(ties.area.area == 7.0 / 8)
        #expect(ties.area.error == nil)
        // Precision is 1 at 0.8, with 3 of 4 of the true weight, and 4/6 at 0.4.
        #expect(isClose(ties.averagePrecision.average, 0.75 + 0.25 * 4 / 6))
    }

    @Test func `few effective rows of a label take Newcombe's interval`() throws {
        let labels = (0..<40).map { $0 % 2 == 0 }
        let scores = (0..<40).map { Double($0 * 7 % 40) / 40 }
        let even = try #require(
            try AreaUnderCurve(
                labels: labels, scores: scores,
                weights: RowWeights([Double](repeating: 1, count: 40))))
        #expect(even.method == .deLong)
        let heavy = try #require(
            try AreaUnderCurve(
                labels: labels, scores: scores,
                weights: RowWeights((0..<40).map { $0 < 2 ? 100 : 1 })))
        #expect(heavy.method == .newcombe && heavy.positives == 20)
        #expect(heavy.upper - heavy.lower > even.upper - even.lower)
    }
}
