import Testing

@testable import Statistics

@Suite struct DistributionDistanceTests {
    @Test func `rows of weight 1 are rows without weights`() throws {
        var generator = SeededGenerator(seed: 2)
        let first = (0..<300).map { _ in Double(generator.below(40)) }
        let second = (0..<200).map { _ in Double(generator.below(50)) }
        let plain = DistributionDistance(SortedSample(first), SortedSample(second))
        let weighted = DistributionDistance(
            try SortedSample(first, weights: first.map { _ in 1 }), SortedSample(second))
        #expect(isClose(plain.largest, weighted.largest))
        #expect(isClose(plain.area, weighted.area))
        #expect(isClose(plain.referenceVariance, weighted.referenceVariance))
        #expect(isClose(plain.currentVariance, weighted.currentVariance))
    }

    /// A shift of everything by 2: each row adds its own value to the area.
    @Test func `the variance of a shift is that of the rows`() {
        let first = SortedSample([1, 2, 3, 6])
        let distance = DistributionDistance(first, SortedSample([11, 12, 13, 16]))
        #expect(distance.area == 10 && distance.largest == 1)
        #expect(isClose(distance.referenceVariance, 3.5))
    }
}
