import Testing

@testable import Statistics

@Suite struct DistanceBandTests {
    @Test func `the margin lies between one sample's and the sum of two`() {
        let band = DistanceBand(reference: 500, current: 500, confidence: 0.95)
        let one = 0.060_743_9
        #expect(band.margin > one && band.margin < 2 * 0.066_2)
        #expect(DistanceBand(reference: 1e9, current: 500, confidence: 0.95).margin < one * 1.01)
    }

    /// The band is for every distribution, so it covers more often than it says.
    @Test func `the true distance is inside at least as often as the confidence says`() throws {
        var generator = SeededGenerator(seed: 21)
        var covered = 0
        let margin = DistanceBand(reference: 120, current: 80, confidence: 0.9).margin
        for _ in 0..<500 {
            let first = (0..<120).map { _ in generator.uniform() }
            let second = (0..<80).map { _ in generator.uniform() * 0.8 }
            // The true distance is 1 − 0.8 at 0.8.
            let distance = try NumericComparison(reference: first, current: second)
                .distance.largest
            covered += (distance - 0.2).magnitude <= margin ? 1 : 0
        }
        #expect(covered >= 450)
    }
}
