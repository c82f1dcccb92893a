import Testing

@testable import Statistics

@Suite struct NormalDistributionTests {
    @Test func `the lower tail is SciPy's`() throws {
        for point in try DriftValues.points("normalLower") {
            let value = NormalDistribution.lower(point.at[0])
            #expect(isRelativelyClose(value, point.value, within: 1e-13), "at \(point.at)")
        }
    }

    @Test func `the tails are the same size, and both together the two-sided one`() {
        #expect(NormalDistribution.upper(1.5) == NormalDistribution.lower(-1.5))
        #expect(isClose(NormalDistribution.twoSided(-2), 2 * NormalDistribution.lower(-2)))
        #expect(NormalDistribution.twoSided(0) == 1)
    }
}
