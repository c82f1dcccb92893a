import Testing

@testable import Statistics

@Suite struct BucketedSampleTests {
    @Test func `open buckets give their values in order, without the common one`() throws {
        let values = NumericComparisonTests.Shape.rounded.values(20_000, shift: 0, seed: 1)
        let map = try #require(BucketMap(values, values))
        let sample = BucketedSample(values + [.nan, .nan], map)
        #expect(sample.rows == values.count)
        let isOpen = (0..<map.count).map { $0.isMultiple(of: 3) }
        let (keys, counts) = sample.keys(in: isOpen)
        let expected = zip(values, map.sums(of: values).buckets).filter { value, bucket in
            isOpen[Int(bucket)] && value != map.common[Int(bucket)]
        }.map(\.0)
        #expect(keys == expected.map(OrderKey.key).sorted())
        #expect(counts.reduce(0, +) == keys.count)
        #expect(zip(counts, isOpen).allSatisfy { $0 == 0 || $1 })
    }
}
