import Testing

@testable import Statistics

@Suite struct FalseDiscoveryRateTests {
    @Test func `adjusted p-values are SciPy's`() throws {
        let reference = try DriftValues.load().rates
        let rates = try FalseDiscoveryRate(reference.pValues)
        for (value, expected) in zip(rates.adjusted, reference.adjusted) {
            #expect(isClose(value, expected))
        }
        #expect(try FalseDiscoveryRate([]).adjusted.isEmpty)
    }

    @Test(arguments: [-0.1, 1.1, .nan])
    func `what is no probability is refused`(_ value: Double) {
        #expect(throws: DriftError.self) { try FalseDiscoveryRate([0.5, value]) }
    }
}
