import Testing

@testable import Statistics

@Suite struct NumericProfileTests {
    @Test func `every kind of value is counted`() {
        var profile = NumericProfile()
        profile.add(
            [1, .nan, -0.0, 0, -2, .infinity, -.infinity, -.infinity, .leastNonzeroMagnitude],
            nulls: 4)
        #expect(profile.rows == 13 && profile.nulls == 4 && profile.nans == 1)
        #expect(profile.negativeInfinities == 2 && profile.positiveInfinities == 1)
        #expect(profile.zeros == 2 && profile.negatives == 3)
        #expect(profile.moments.count == 5 && profile.moments.mean == (1.0 - 2) / 5)
        #expect(profile.minimum == -.infinity && profile.maximum == .infinity)
        #expect(profile.distinct.estimate == 6)
    }

    @Test func `an empty profile has no lowest value`() {
        var profile = NumericProfile()
        profile.add([.nan, .nan])
        #expect(profile.minimum == nil && profile.maximum == nil && profile.rows == 2)
    }

    /// Spark hashes a `bigint` as eight bytes, not as a double.
    @Test func `integers are hashed as integers when asked to`() {
        var (integers, expected) = (NumericProfile(hashesIntegers: true), HyperLogLog())
        integers.add([3, -7])
        expected.add(MurmurHash(UInt64(3)))
        expected.add(MurmurHash(UInt64(bitPattern: -7)))
        #expect(integers.distinct == expected)
    }
}
