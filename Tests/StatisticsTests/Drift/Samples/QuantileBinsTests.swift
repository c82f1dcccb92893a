import Testing

@testable import Statistics

@Suite struct QuantileBinsTests {
    @Test func `equal edges count once and the lowest value is none`() throws {
        let values: [Double] = [0, 0, 0, 0, 1, 1, 2, 3, 3, 9]
        let comparison = try NumericComparison(
            reference: values, current: [-5, 0, 1, 1.5, 2, 3, 8, 9, 100])
        #expect(comparison.bins.edges == [1, 2, 3, 9])
        #expect(comparison.referenceCounts == [4, 2, 1, 2, 1])
        #expect(comparison.currentCounts == [2, 2, 1, 2, 2])
        #expect(QuantileBins(of: values, bins: 10) == comparison.bins)
    }

    @Test func `a constant reference has one bin`() throws {
        let comparison = try NumericComparison(reference: [4, 4, 4], current: [1, 9])
        #expect(comparison.bins.count == 1 && comparison.currentCounts == [2])
    }

    @Test func `weights move the edges`() throws {
        let sample = try SortedSample([1, 2, 3], weights: [1, 1, 8])
        let bins = QuantileBins(reference: sample, bins: 2)
        #expect(bins.edges == [3])
        #expect(bins.counts(of: sample) == [2, 8])
    }
}
