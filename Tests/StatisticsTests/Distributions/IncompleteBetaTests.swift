import Testing

@testable import Statistics

@Suite struct IncompleteBetaTests {
    @Test func `both sides are SciPy's to the eleventh digit, tails included`() throws {
        for point in try DriftValues.points("betaLower") {
            let value = IncompleteBeta(a: point.at[0], b: point.at[1], x: point.at[2]).lower
            #expect(isRelativelyClose(value, point.value, within: 1e-11), "at \(point.at)")
        }
        for point in try DriftValues.points("betaUpper") {
            let value = IncompleteBeta(a: point.at[0], b: point.at[1], x: point.at[2]).upper
            #expect(isRelativelyClose(value, point.value, within: 1e-11), "at \(point.at)")
        }
    }

    @Test func `the ends of the range hold everything`() {
        #expect(IncompleteBeta(a: 2, b: 3, x: 0).upper == 1)
        #expect(IncompleteBeta(a: 2, b: 3, x: 1).lower == 1)
    }
}
