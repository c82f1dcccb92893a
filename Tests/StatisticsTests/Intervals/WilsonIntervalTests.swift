import Testing

@testable import Statistics

@Suite struct WilsonIntervalTests {
    @Test func `the bounds are statsmodels'`() throws {
        for reference in try ReferenceValues.load().wilson {
            let interval = try WilsonInterval(
                successes: reference.counts[0], trials: reference.counts[1],
                confidence: reference.confidence)
            #expect(isClose(interval.lower, reference.bounds[0]), "\(reference)")
            #expect(isClose(interval.upper, reference.bounds[1]), "\(reference)")
        }
    }

    @Test func `none of ten reaches up to z² over n plus z²`() throws {
        let interval = try WilsonInterval(successes: 0, trials: 10)
        let square = 1.959963984540054 * 1.959963984540054
        #expect(interval.lower == 0)
        #expect(isClose(interval.upper, square / (10 + square)))
    }

    @Test func `an interval stays within 0 to 1 and holds its estimate`() throws {
        for trials in 1...60 {
            for successes in 0...trials {
                for confidence in [1e-9, 0.5, 0.95, 1 - 1e-12] {
                    let interval = try WilsonInterval(
                        successes: successes, trials: trials, confidence: confidence)
                    #expect(0 <= interval.lower && interval.lower <= interval.estimate)
                    #expect(interval.estimate <= interval.upper && interval.upper <= 1)
                }
            }
        }
    }

    /// Exact: sums the binomial probabilities of the counts whose interval holds the truth.
    @Test func `over all shares the interval holds the truth as often as it says`() throws {
        let trials = 40
        let intervals = try (0...trials).map { try WilsonInterval(successes: $0, trials: trials) }
        var held = 0.0
        let shares = (1..<200).map { Double($0) / 200 }
        for share in shares {
            var probability = (0..<trials).reduce(1.0) { product, _ in product * (1 - share) }
            for successes in 0...trials {
                let interval = intervals[successes]
                if interval.lower <= share && share <= interval.upper { held += probability }
                probability *= share / (1 - share)
                probability *= Double(trials - successes) / Double(successes + 1)
            }
        }
        let coverage = held / Double(shares.count)
        #expect(coverage > 0.945 && coverage < 0.96, "\(coverage)")
    }

    @Test func `a share of nothing is undefined`() {
        #expect(throws: SampleError.noTrials) { try WilsonInterval(successes: 0, trials: 0) }
    }

    @Test(arguments: [(-1, 5), (6, 5), (0, -5), (-5, -5)])
    func `impossible counts are refused`(_ successes: Int, _ trials: Int) {
        #expect(throws: SampleError.successesOutOfRange(successes: successes, trials: trials)) {
            try WilsonInterval(successes: successes, trials: trials)
        }
    }

    @Test(arguments: [0, 1, -1, 95, .nan])
    func `a confidence that is none is refused`(_ confidence: Double) {
        #expect(throws: SampleError.self) {
            try WilsonInterval(successes: 1, trials: 2, confidence: confidence)
        }
    }
}
