import Testing

@testable import Statistics

@Suite struct OneSidedDistanceTests {
    @Test func `the tail is SciPy's, with every term and with some`() throws {
        for point in try DriftValues.points("smirnovUpper") {
            let value = OneSidedDistance(rows: Int(point.at[0])).upper(point.at[1])
            #expect(isRelativelyClose(value, point.value, within: 1e-10), "at \(point.at)")
        }
    }
}
