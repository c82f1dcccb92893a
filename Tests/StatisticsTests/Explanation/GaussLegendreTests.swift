import Testing

@testable import Statistics

@Suite struct GaussLegendreTests {
    @Test(arguments: [1, 2, 3, 4, 7, 20, 64])
    func `powers below twice the points are integrated exactly`(_ count: Int) {
        let rule = GaussLegendre(count: count)
        for power in 0..<2 * count {
            let integral = zip(rule.points, rule.weights).reduce(0.0) { sum, term in
                sum + term.1 * (0..<power).reduce(1.0) { product, _ in product * term.0 }
            }
            #expect(isClose(integral, 1 / Double(power + 1), within: 1e-13))
        }
    }
}
