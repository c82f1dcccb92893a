import Testing

@testable import Statistics

@Suite struct BoostedStumpsTests {
    @Test func `one column that divides the sides takes all the gain`() throws {
        let sides = [0.0, 10].map { shift in
            [
                DriftColumn("noise", numbers: (0..<40).map { Double($0 * 7 % 11) }),
                DriftColumn("side", numbers: (0..<40).map { Double($0 % 5) + shift }),
            ]
        }
        let bins = BinnedMatrix(try FeatureMatrix(reference: sides[0], current: sides[1]))
        let stumps = BoostedStumps(
            bins, rows: Array(0..<80), referenceRows: 40, rounds: 20, rate: 0.3)
        #expect(stumps.gains[1] > 0.99 * (stumps.gains[0] + stumps.gains[1]))
        #expect((0..<40).allSatisfy { stumps.score(bins, $0) < 0.1 })
        #expect((40..<80).allSatisfy { stumps.score(bins, $0) > 0.9 })
    }
}
