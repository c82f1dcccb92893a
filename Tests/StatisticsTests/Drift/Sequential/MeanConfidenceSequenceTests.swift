import Testing

@testable import Statistics

@Suite struct MeanConfidenceSequenceTests {
    @Test func `the mean is ever outside in at most 5 % of streams`() throws {
        var generator = SeededGenerator(seed: 61)
        var missed = 0
        for _ in 0..<300 {
            var sequence = try MeanConfidenceSequence(range: -1...3)
            for _ in 0..<1_000 {
                try sequence.add(generator.uniform() < 0.3 ? 3 : -1)
                if sequence.lower > 0.2 || sequence.upper < 0.2 {
                    missed += 1
                    break
                }
            }
        }
        #expect(missed <= 23)
    }

    @Test func `the interval shrinks to the mean`() throws {
        var generator = SeededGenerator(seed: 62)
        var one = try MeanConfidenceSequence(range: 0...1)
        var other = try MeanConfidenceSequence(range: 0...1)
        for _ in 0..<20_000 {
            try one.add(generator.uniform())
            try other.add(generator.uniform() * 0.9)
        }
        #expect(one.upper - one.lower < 0.03 && one.lower < 0.5 && one.upper > 0.5)
        #expect(one.differs(from: other))
        #expect(isClose(try #require(one.estimate), 0.5, within: 0.01))
    }

    @Test func `values outside the range are refused`() throws {
        var sequence = try MeanConfidenceSequence(range: 0...1)
        for value in [-0.1, 1.1, .nan] {
            #expect(throws: DriftError.self) { try sequence.add(value) }
        }
        #expect(throws: DriftError.self) { try MeanConfidenceSequence(range: 1...1) }
        #expect(throws: DriftError.self) { try MeanConfidenceSequence(range: 0...1, confidence: 1) }
    }
}
