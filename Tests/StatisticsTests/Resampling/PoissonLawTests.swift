import RealModule
import Testing

@testable import Statistics

@Suite struct PoissonLawTests {
    @Test(arguments: [0.3, 4, 9.99, 10, 37, 2_500, 1e7])
    func `draws have the law's mean and variance`(mean: Double) {
        let law = PoissonLaw(mean: mean)
        var random = SeededRandom(seed: 20_261_121)
        let draws = (0..<20_000).map { _ in law.draw(&random) }
        let average = draws.reduce(0, +) / Double(draws.count)
        let variance =
            draws.reduce(0) { $0 + ($1 - average) * ($1 - average) } / Double(draws.count - 1)
        let error = (mean / Double(draws.count)).squareRoot()
        #expect((average - mean).magnitude < 4.5 * error)
        // The variance of a Poisson sample's variance is about (2μ² + μ) / n.
        let spread = ((2 * mean * mean + mean) / Double(draws.count)).squareRoot()
        #expect((variance - mean).magnitude < 4.5 * spread)
    }

    @Test(arguments: [2.5, 14])
    func `draws fall on each number as often as the law says`(mean: Double) {
        let law = PoissonLaw(mean: mean)
        var random = SeededRandom(seed: 7)
        let rows = 50_000
        var counts = [Double](repeating: 0, count: 30)
        for _ in 0..<rows { counts[min(Int(law.draw(&random)), 29)] += 1 }
        var (statistic, cells) = (0.0, 0)
        var expected = Double(rows) * Double.exp(-mean)
        for count in counts.indices.dropLast() {
            if count > 0 { expected *= mean / Double(count) }
            guard expected >= 10 else { continue }
            let distance = counts[count] - expected
            statistic += distance * distance / expected
            cells += 1
        }
        #expect(ChiSquareDistribution(degreesOfFreedom: Double(cells)).upper(statistic) > 1e-4)
    }

    @Test func `a cell without rows stays empty`() {
        var random = SeededRandom(seed: 1)
        let law = PoissonLaw(mean: 0)
        #expect((0..<1_000).allSatisfy { _ in law.draw(&random) == 0 })
    }
}
