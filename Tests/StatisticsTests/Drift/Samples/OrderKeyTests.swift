import Testing

@testable import Statistics

@Suite struct OrderKeyTests {
    @Test func `keys are in the order of the numbers, and lead back to them`() {
        let values: [Double] = [
            -.infinity, -1e300, -2, -Double.leastNormalMagnitude / 8, 0, .leastNonzeroMagnitude, 1,
            1.5, 1e300, .infinity,
        ]
        #expect(values.map(OrderKey.key) == values.map(OrderKey.key).sorted())
        #expect(values.map { OrderKey.value(OrderKey.key($0)) } == values)
        #expect(OrderKey.key(.infinity) < OrderKey.end)
    }

    @Test func `minus zero is zero`() {
        #expect(OrderKey.key(-0.0) == OrderKey.key(0))
    }
}
