import RealModule
import Testing

@testable import Statistics

@Suite struct NormalQuantileTests {
    @Test func `the quantile is SciPy's to the twelfth digit`() throws {
        for reference in try ReferenceValues.load().quantiles {
            let value = try NormalQuantile(reference.p).value
            #expect(isClose(value, reference.value), "at \(reference.p)")
        }
    }

    @Test func `the normal distribution takes a quantile back to its probability`() throws {
        for step in 1..<2_000 {
            let probability = Double(step) / 2_000
            let value = try NormalQuantile(probability).value
            let back = Double.erfc(-value / 2.0.squareRoot()) / 2
            #expect(isClose(back, probability, within: 1e-15))
        }
    }

    @Test func `two tails are the same size`() throws {
        for probability in [1e-9, 0.025, 0.1, 0.3, 0.49] {
            let lower = try NormalQuantile(probability).value
            let upper = try NormalQuantile(1 - probability).value
            #expect(isClose(lower, -upper, within: 1e-8))
        }
    }

    @Test(arguments: [0, 1, -0.5, 2, .nan, .infinity])
    func `a probability outside 0 to 1 has no quantile`(_ probability: Double) {
        #expect(throws: SampleError.self) { try NormalQuantile(probability) }
        #expect(throws: SampleError.self) { try NormalQuantile(twoSided: probability) }
    }

    @Test func `confidence shared among ten intervals is that of one at 99,5 %`() throws {
        let shared = try NormalQuantile(twoSided: 0.95, comparisons: 10).value
        #expect(isClose(shared, try NormalQuantile(twoSided: 0.995).value))
    }
}
