import Testing

@testable import Statistics

@Suite struct HosmerLemeshowTests {
    @Test func `statistic and p-value are those of its definition`() throws {
        for sample in try PerformanceValues.load().binary {
            let test = try #require(
                try HosmerLemeshow(labels: sample.labels.map { $0 == 1 }, scores: sample.first))
            #expect(test.groups.count == sample.hosmer.groups)
            if sample.hosmer.statistic.isFinite {
                #expect(isClose(test.statistic, sample.hosmer.statistic))
            }
            #expect(isClose(test.pValue, sample.hosmer.p, within: 1e-10))
        }
    }

    @Test func `true probabilities are doubted once in twenty`() throws {
        var random = SeededRandom(seed: 14)
        var alarms = 0
        for _ in 0..<500 {
            let scores = (0..<500).map { _ in 0.1 + 0.8 * random.unit() }
            let labels = scores.map { random.unit() < $0 }
            let test = try #require(try HosmerLemeshow(labels: labels, scores: scores))
            alarms += test.pValue < 0.05 ? 1 : 0
        }
        #expect((13...38).contains(alarms), "\(alarms) of 500, seed 14")
    }
}
