import Testing

@testable import Statistics

@Suite struct KolmogorovSmirnovTests {
    @Test func `statistic, place and p-value are SciPy's to 1e-12`() throws {
        let values = try DriftValues.load()
        for reference in values.samples + values.large {
            let (first, second) = reference.values
            let test = try KolmogorovSmirnov(
                NumericComparison(reference: first, current: second))
            #expect(isClose(test.statistic, reference.statistic, within: 1e-15))
            #expect(isClose(test.pValue, reference.pValue), "\(first.count), \(second.count)")
            #expect(
                isRelativelyClose(test.pValue, reference.pValue, within: 1e-9),
                "\(first.count), \(second.count)")
        }
    }

    @Test func `whole weights are rows that come so many times`() throws {
        for reference in try DriftValues.load().weighted {
            let test = try KolmogorovSmirnov(
                NumericComparison(
                    reference: SortedSample(
                        reference.reference, weights: reference.referenceWeights),
                    current: SortedSample(reference.current, weights: reference.currentWeights)))
            #expect(isClose(test.statistic, reference.statistic))
            #expect(test.method == .asymptotic)
        }
    }

    @Test func `infinities count, and minus zero is zero`() throws {
        let test = try KolmogorovSmirnov(
            NumericComparison(reference: [-.infinity, -0.0, 1], current: [0, 1, .infinity]))
        #expect(isClose(test.statistic, 1.0 / 3))
        #expect(test.referenceIsLower && test.place == -.infinity)
    }

    @Test func `p-values are uniform when nothing has changed`() throws {
        var generator = SeededGenerator(seed: 11)
        for rows in [(150, 120), (10_100, 90)] {
            let pValues = try (0..<400).map { _ in
                let first = (0..<rows.0).map { _ in generator.uniform() }
                let second = (0..<rows.1).map { _ in generator.uniform() }
                return try KolmogorovSmirnov(
                    NumericComparison(reference: first, current: second)
                ).pValue
            }
            let uniform = (0..<10_001).map { Double($0) / 10_000 }
            let test = try KolmogorovSmirnov(
                NumericComparison(reference: uniform, current: pValues))
            #expect(test.pValue > 0.001, "seed 11, \(rows)")
        }
    }
}
