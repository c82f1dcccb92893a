import Testing

@testable import Statistics

@Suite struct DistributionDistanceTests {
    @Test func `rows of weight 1 are rows without weights`() throws {
        var generator = SeededGenerator(seed: 2)
        let first = (0..<300).map { _ in Double(generator.below(40)) }
        let second = (0..<200).map { _ in Double(generator.below(50)) }
        let plain = try NumericComparison(reference: first, current: second).distance
        let weighted = try DistributionDistance(
            SortedSample(first, weights: first.map { _ in 1 }),
            SortedSample(second, weights: second.map { _ in 1 }))
        #expect(isClose(plain.largest, weighted.largest))
        #expect(isClose(plain.area, weighted.area))
        #expect(isClose(plain.referenceVariance, weighted.referenceVariance))
        #expect(isClose(plain.currentVariance, weighted.currentVariance))
    }

    /// A shift of everything by 2: each row adds its own value to the area.
    @Test func `the variance of a shift is that of the rows`() throws {
        let distance = try NumericComparison(
            reference: [1, 2, 3, 6], current: [11, 12, 13, 16]
        ).distance
        #expect(distance.area == 10 && distance.largest == 1)
        #expect(isClose(distance.referenceVariance, 3.5))
    }
}
