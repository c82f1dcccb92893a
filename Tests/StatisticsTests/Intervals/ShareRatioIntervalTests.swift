import Testing

@testable import Statistics

@Suite struct ShareRatioIntervalTests {
    @Test func `the bounds solve the equation that defines them`() throws {
        for reference in try ReferenceValues.load().ratio {
            let first = try WilsonInterval(
                successes: reference.first[0], trials: reference.first[1])
            let second = try WilsonInterval(
                successes: reference.second[0], trials: reference.second[1])
            let interval = try #require(ShareRatioInterval(first, over: second))
            #expect(isClose(interval.lower, reference.bounds[0], within: 1e-11), "\(reference)")
            #expect(isClose(interval.upper, reference.bounds[1], within: 1e-11), "\(reference)")
        }
    }

    @Test func `a ratio over nobody is undefined`() throws {
        let some = try WilsonInterval(successes: 1, trials: 2)
        let nobody = try WilsonInterval(successes: 0, trials: 2)
        #expect(ShareRatioInterval(some, over: nobody) == nil)
        #expect(ShareRatioInterval(nobody, over: some)?.ratio == 0)
    }

    @Test func `the bounds are finite and around the ratio for all small counts`() throws {
        for trials in 1...12 {
            for numerator in 0...trials {
                for denominator in 1...12 {
                    let first = try WilsonInterval(successes: numerator, trials: trials)
                    let second = try WilsonInterval(successes: denominator, trials: 12)
                    let interval = try #require(ShareRatioInterval(first, over: second))
                    #expect(interval.lower >= 0 && interval.lower <= interval.ratio)
                    #expect(interval.upper >= interval.ratio && interval.upper.isFinite)
                }
            }
        }
    }
}
