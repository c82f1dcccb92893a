import Testing

@testable import Statistics

@Suite struct QuantileBinsTests {
    @Test func `equal edges count once and the lowest value is none`() {
        let bins = QuantileBins(reference: SortedSample([0, 0, 0, 0, 1, 1, 2, 3, 3, 9]), bins: 10)
        #expect(bins.edges == [1, 2, 3, 9])
        #expect(
            bins.counts(of: SortedSample([-5, 0, 1, 1.5, 2, 3, 8, 9, 100])) == [2, 2, 1, 2, 2])
    }

    @Test func `a constant reference has one bin`() {
        let bins = QuantileBins(reference: SortedSample([4, 4, 4]), bins: 10)
        #expect(bins.count == 1 && bins.counts(of: SortedSample([1, 9])) == [2])
    }

    @Test func `weights move the edges`() throws {
        let sample = try SortedSample([1, 2, 3], weights: [1, 1, 8])
        let bins = QuantileBins(reference: sample, bins: 2)
        #expect(bins.edges == [3])
        #expect(bins.counts(of: sample) == [2, 8])
    }
}
