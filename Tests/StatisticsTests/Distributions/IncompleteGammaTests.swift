import Testing

@testable import Statistics

@Suite struct IncompleteGammaTests {
    @Test func `both functions are SciPy's to the twelfth digit, tails included`() throws {
        for point in try DriftValues.points("gammaLower") {
            let value = IncompleteGamma(shape: point.at[0], x: point.at[1]).lower
            #expect(isRelativelyClose(value, point.value, within: 1e-12), "at \(point.at)")
        }
        for point in try DriftValues.points("gammaUpper") {
            let value = IncompleteGamma(shape: point.at[0], x: point.at[1]).upper
            #expect(isRelativelyClose(value, point.value, within: 1e-12), "at \(point.at)")
        }
    }

    @Test func `the ends of the axis hold everything`() {
        #expect(IncompleteGamma(shape: 2, x: 0).upper == 1)
        #expect(IncompleteGamma(shape: 2, x: .infinity).lower == 1)
    }
}
