import Testing

@testable import Statistics

@Suite struct KolmogorovDistributionTests {
    @Test func `the p-value is SciPy's to 1e-12, and in the tail to its tenth digit`() throws {
        for point in try DriftValues.points("kolmogorovUpper") {
            let value = KolmogorovDistribution(rows: Int(point.at[0])).upper(point.at[1])
            #expect(isClose(value, point.value), "at \(point.at)")
            if point.value < 1e-3 {
                #expect(isRelativelyClose(value, point.value, within: 1e-10), "at \(point.at)")
            }
        }
    }

    @Test func `no distance is certain, and a distance of 1 impossible`() {
        #expect(KolmogorovDistribution(rows: 10).upper(0) == 1)
        #expect(KolmogorovDistribution(rows: 10).upper(1) == 0)
    }
}
