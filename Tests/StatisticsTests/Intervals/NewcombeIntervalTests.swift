import Testing

@testable import Statistics

@Suite struct NewcombeIntervalTests {
    @Test func `the bounds are statsmodels'`() throws {
        for reference in try ReferenceValues.load().newcombe {
            let interval = try NewcombeInterval(
                first: (reference.first[0], reference.first[1]),
                second: (reference.second[0], reference.second[1]),
                confidence: try #require(reference.confidence))
            #expect(isClose(interval.lower, reference.bounds[0]), "\(reference)")
            #expect(isClose(interval.upper, reference.bounds[1]), "\(reference)")
        }
    }

    /// Table II of Newcombe (1998), row method 10, to the four digits printed there.
    @Test(arguments: [
        ((56, 70), (48, 80), 0.0524, 0.3339), ((9, 10), (3, 10), 0.1705, 0.8090),
        ((5, 56), (0, 29), -0.0381, 0.1926), ((10, 10), (0, 20), 0.6791, 1.0000),
    ])
    func `the bounds are those Newcombe printed`(
        _ first: (Int, Int), _ second: (Int, Int), _ lower: Double, _ upper: Double
    ) throws {
        let interval = try NewcombeInterval(first: first, second: second)
        #expect(isClose(interval.lower, lower, within: 5e-5))
        #expect(isClose(interval.upper, upper, within: 5e-5))
    }

    @Test func `swapping the sides turns the interval round`() throws {
        let one = try NewcombeInterval(first: (7, 9), second: (20, 80))
        let other = try NewcombeInterval(first: (20, 80), second: (7, 9))
        #expect(one.lower == -other.upper && one.upper == -other.lower)
        #expect(one.gapUpper == other.gapUpper && one.gapLower == other.gapLower)
    }

    @Test func `an interval that holds 0 has a gap of at least 0 and at most its farther bound`()
        throws
    {
        let interval = try NewcombeInterval(first: (3, 7), second: (30, 70))
        #expect(interval.lower < 0 && interval.upper > 0)
        #expect(interval.gapLower == 0)
        #expect(interval.gapUpper == max(interval.upper, -interval.lower))
    }

    @Test func `a side without trials is undefined`() {
        #expect(throws: SampleError.noTrials) {
            try NewcombeInterval(first: (1, 2), second: (0, 0))
        }
    }
}
