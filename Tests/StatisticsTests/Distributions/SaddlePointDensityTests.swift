import Testing

@testable import Statistics

@Suite struct SaddlePointDensityTests {
    @Test func `small densities are those worked by hand`() {
        #expect(isClose(SaddlePointDensity.poisson(0, mean: 2), 0.135_335_283_236_612_7))
        #expect(isClose(SaddlePointDensity.poisson(2, mean: 2), 0.270_670_566_473_225_4))
        #expect(isClose(SaddlePointDensity.binomial(2, of: 4, p: 0.5, q: 0.5), 0.375))
        #expect(isClose(SaddlePointDensity.binomial(0, of: 4, p: 0.5, q: 0.5), 0.062_5))
        #expect(isClose(SaddlePointDensity.binomial(4, of: 4, p: 0.25, q: 0.75), 0.003_906_25))
    }

    @Test func `densities sum to 1`() {
        let sum = (0...400).reduce(0.0) {
            $0 + SaddlePointDensity.binomial(Double($1), of: 400, p: 0.3, q: 0.7)
        }
        #expect(isClose(sum, 1))
        #expect(SaddlePointDensity.binomial(3, of: 5, p: 0, q: 1) == 0)
        #expect(SaddlePointDensity.poisson(3, mean: 0) == 0)
    }
}
