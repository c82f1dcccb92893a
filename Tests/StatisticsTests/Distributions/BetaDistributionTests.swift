import Testing

@testable import Statistics

@Suite struct BetaDistributionTests {
    @Test func `the quantile is SciPy's`() throws {
        for point in try DriftValues.points("betaQuantile") {
            let beta = BetaDistribution(a: point.at[0], b: point.at[1])
            let value = try beta.quantile(point.at[2])
            #expect(isRelativelyClose(value, point.value, within: 1e-11), "at \(point.at)")
            #expect(isClose(beta.lower(value) + beta.upper(value), 1))
        }
    }

    @Test(arguments: [0, 1, -1, .nan])
    func `a probability outside 0 to 1 has no quantile`(_ probability: Double) {
        #expect(throws: SampleError.self) {
            try BetaDistribution(a: 1, b: 2).quantile(probability)
        }
    }
}
