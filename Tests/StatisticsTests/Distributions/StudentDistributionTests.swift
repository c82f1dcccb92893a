import Testing

@testable import Statistics

@Suite struct StudentDistributionTests {
    @Test func `the upper tail is SciPy's`() throws {
        for point in try DriftValues.points("studentUpper") {
            let value = StudentDistribution(degreesOfFreedom: point.at[0]).upper(point.at[1])
            #expect(isRelativelyClose(value, point.value, within: 1e-11), "at \(point.at)")
        }
    }

    @Test func `the quantile is SciPy's`() throws {
        for point in try DriftValues.points("studentQuantile") {
            let student = StudentDistribution(degreesOfFreedom: point.at[0])
            let value = try student.quantile(point.at[1])
            #expect(isRelativelyClose(value, point.value, within: 1e-10), "at \(point.at)")
        }
    }

    @Test func `the middle is 0 and the tails are the same size`() throws {
        let student = StudentDistribution(degreesOfFreedom: 3)
        #expect(try student.quantile(0.5) == 0)
        #expect(try student.quantile(0.25) == -(try student.quantile(0.75)))
        #expect(isClose(student.lower(-1.2), student.upper(1.2)))
        #expect(student.twoSided(.infinity) == 0)
    }
}
