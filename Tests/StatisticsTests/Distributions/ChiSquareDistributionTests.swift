import Testing

@testable import Statistics

@Suite struct ChiSquareDistributionTests {
    @Test func `the upper quantile is SciPy's`() throws {
        for point in try DriftValues.points("chiSquareUpperQuantile") {
            let distribution = ChiSquareDistribution(degreesOfFreedom: point.at[0])
            let value = try distribution.upperQuantile(point.at[1])
            #expect(isRelativelyClose(value, point.value, within: 1e-12), "at \(point.at)")
        }
    }

    @Test func `two degrees of freedom are an exponential variable`() {
        let distribution = ChiSquareDistribution(degreesOfFreedom: 2)
        #expect(isClose(distribution.upper(2), 0.367_879_441_171_442_3))
        #expect(isClose(distribution.lower(2), 1 - 0.367_879_441_171_442_3))
        #expect(distribution.upper(-1) == 1)
    }
}
