import Testing

@testable import Statistics

@Suite struct SortedSampleTests {
    @Test func `NaN is missing and infinities are values`() throws {
        let values: [Double] = [2, .nan, -.infinity, 1, .infinity, .nan]
        let sample = try SortedSample(values, weights: values.map { _ in 1 })
        #expect(sample.rows == 4 && sample.missing == 2)
        #expect(sample.value(0) == -.infinity && sample.value(3) == .infinity)
        #expect(sample.hasInfinity && sample.moments == nil)
        #expect(try SortedSample([.nan], weights: [1]).rows == 0)
    }

    @Test func `moments are those worked by hand`() throws {
        let plain = try #require(
            try SortedSample([1, 2, 3, 6], weights: [1, 1, 1, 1]).moments)
        #expect(plain.mean == 3 && plain.variance == 3.5)
        let weighted = try SortedSample([1, 2, 9, 6], weights: [1, 1, 0, 2])
        #expect(weighted.rows == 3 && weighted.weight == 4)
        #expect(weighted.effectiveRows == 16.0 / 6)
        #expect(try #require(weighted.moments).mean == 3.75)
    }

    @Test(arguments: [-1, .nan, .infinity])
    func `a weight below 0 or without a size is refused`(_ weight: Double) {
        #expect(throws: DriftError.self) { try SortedSample([1, 2], weights: [1, weight]) }
        #expect(throws: DriftError.self) { try SortedSample([1, 2], weights: [1]) }
    }
}
