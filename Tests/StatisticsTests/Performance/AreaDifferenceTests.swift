import Testing

@testable import Statistics

@Suite struct AreaDifferenceTests {
    @Test func `the difference and its error are those over all pairs of rows`() throws {
        for sample in try PerformanceValues.load().binary {
            let found = try #require(
                try AreaDifference(
                    labels: sample.labels.map { $0 == 1 }, first: sample.first,
                    second: sample.second))
            #expect(isClose(found.difference.value, sample.area_difference.value))
            #expect(isClose(found.standardError, sample.area_difference.error))
        }
    }

    @Test func `false alarms between equal scores are one in twenty`() throws {
        var random = SeededRandom(seed: 17)
        var alarms = 0
        for _ in 0..<500 {
            let labels = (0..<120).map { _ in random.unit() < 0.4 }
            let common = labels.map { ($0 ? 0.3 : 0) + random.unit() }
            let found = try #require(
                try AreaDifference(
                    labels: labels, first: common.map { $0 + random.unit() / 2 },
                    second: common.map { $0 + random.unit() / 2 }))
            alarms += found.pValue < 0.05 ? 1 : 0
        }
        #expect((14...37).contains(alarms), "\(alarms) of 500, seed 17")
    }

    @Test func `a score against itself does not differ`() throws {
        let scores = [0.1, 0.4, 0.35, 0.8]
        let found = try #require(
            try AreaDifference(
                labels: [false, false, true, true], first: scores, second: scores))
        #expect(found.difference.value == 0 && found.pValue == 1)
        #expect(try AreaDifference(labels: [true, false], first: [0, 1], second: [1, 0]) == nil)
    }
}
