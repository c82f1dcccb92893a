import Testing

@testable import Statistics

@Suite struct CumulativeSumTests {
    @Test(arguments: [200.0, 500])
    func `without change an alarm comes after the stated run length, to 10 %`(
        _ runLength: Double
    ) throws {
        var generator = SeededGenerator(seed: 51)
        var sum = try CumulativeSum(mean: 5, deviation: 2, runLength: runLength)
        var alarms = 0
        let values = 500_000
        for _ in 0..<values where try sum.add(5 + 2 * generator.normal()) != nil { alarms += 1 }
        let average = Double(values) / Double(alarms)
        #expect((average / runLength - 1).magnitude < 0.1, "\(average) values an alarm")
    }

    @Test func `a change is found soon and with its direction`() throws {
        var sum = try CumulativeSum(mean: 0, deviation: 1)
        var first: (Int, CumulativeSum.Change)?
        for index in 0..<100 where first == nil {
            if let change = try sum.add(index < 50 ? 0 : -1.5) { first = (index, change) }
        }
        #expect(try #require(first).1 == .down && (52..<70).contains(try #require(first).0))
    }

    @Test func `settings out of their range are refused`() {
        #expect(throws: DriftError.self) { try CumulativeSum(mean: .nan, deviation: 1) }
        #expect(throws: DriftError.self) { try CumulativeSum(mean: 0, deviation: 0) }
        #expect(throws: DriftError.self) { try CumulativeSum(mean: 0, deviation: 1, runLength: 1) }
    }
}
