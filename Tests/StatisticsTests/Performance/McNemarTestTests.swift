import Testing

@testable import Statistics

@Suite struct McNemarTestTests {
    @Test(arguments: [
        (0, 0, 1.0), (1, 5, 0.21875), (5, 1, 0.21875), (10, 10, 1), (0, 8, 0.0078125),
    ])
    func `twice the smaller tail of coin throws`(first: Int, second: Int, pValue: Double) {
        let found = McNemarTest(onlyFirst: first, onlySecond: second).pValue
        #expect(isClose(found, pValue))
    }
}
