import Testing

@testable import Statistics

@Suite struct NoncentralChiSquareTests {
    @Test func `the distribution function is SciPy's`() throws {
        for point in try DriftValues.points("noncentralLower") {
            let distribution = NoncentralChiSquare(
                degreesOfFreedom: point.at[0], noncentrality: point.at[1])
            let within =
                point.at[0] + point.at[1] > NoncentralChiSquare.largestSummed
                ? 1e-3 : 1e-10
            #expect(
                isRelativelyClose(distribution.lower(point.at[2]), point.value, within: within),
                "at \(point.at)")
        }
    }

    @Test func `the sum and its approximation meet`() {
        let below = NoncentralChiSquare(degreesOfFreedom: 9, noncentrality: 990.9)
        let above = NoncentralChiSquare(degreesOfFreedom: 9, noncentrality: 991.1)
        #expect((below.lower(1_050) - above.lower(1_050)).magnitude < 0.003)
    }

    @Test func `the noncentrality that reaches a value is found again`() {
        let found = NoncentralChiSquare.noncentrality(
            reaching: 30, degreesOfFreedom: 5, probability: 0.025)
        let back = NoncentralChiSquare(degreesOfFreedom: 5, noncentrality: found).lower(30)
        #expect(isClose(back, 0.025, within: 1e-9))
        #expect(
            NoncentralChiSquare.noncentrality(
                reaching: 1, degreesOfFreedom: 5, probability: 0.975) == 0)
    }
}
