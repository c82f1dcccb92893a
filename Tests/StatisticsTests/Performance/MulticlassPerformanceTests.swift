import Testing

@testable import Statistics

@Suite struct MulticlassPerformanceTests {
    @Test func `every measure is scikit-learn's`() throws {
        for sample in try PerformanceValues.load().multiclass {
            let found = try MulticlassPerformance(
                labels: sample.labels, scores: sample.scores, classes: sample.classes,
                bootstrap: CellBootstrap(replicates: 200))
            for (name, expected) in sample.measures {
                let measure = try #require(MulticlassMeasure(rawValue: name))
                #expect(isClose(found.measures[measure]?.value ?? 9, expected), "\(name)")
            }
            #expect(isClose(found.logLoss.value, sample.log_loss))
            #expect(isClose(found.brierScore.value, sample.brier))
            #expect(zip(found.topShares, sample.top).allSatisfy { isClose($0.estimate, $1) })
            #expect(found.topShares.count == sample.top.count)
            #expect(isClose(found.macroArea?.value ?? 9, sample.areas.macro))
            #expect(isClose(found.weightedArea?.value ?? 9, sample.areas.weighted))
            #expect(isClose(found.pairwiseArea ?? 9, sample.areas.pairs))
        }
    }

    @Test func `two classes have the binary area and nearly its interval`() throws {
        var random = SeededRandom(seed: 4)
        let labels = (0..<400).map { _ in Int32(random.unit() < 0.4 ? 1 : 0) }
        let ones = labels.map { (Double($0) * 0.2 + random.unit()) / 1.2 }
        let found = try MulticlassPerformance(
            labels: labels, scores: ones.flatMap { [1 - $0, $0] }, classes: 2,
            bootstrap: CellBootstrap())
        let area = try #require(
            try AreaUnderCurve(labels: labels.map { $0 == 1 }, scores: ones))
        let macro = try #require(found.macroArea)
        #expect(isClose(macro.value, area.area))
        #expect(isClose(macro.lower, area.lower, within: 1e-3))
        #expect(isClose(macro.upper, area.upper, within: 1e-3))
    }

    @Test func `a class without rows has no area, and a label beyond the classes is refused`()
        throws
    {
        let bootstrap = try CellBootstrap()
        let found = try MulticlassPerformance(
            labels: [0, 1, 0, 1], scores: [1, 0, 0, 0, 1, 0, 0.5, 0.2, 0.3, 0, 0.1, 0.9],
            classes: 3, bootstrap: bootstrap)
        #expect(found.areas[2] == nil && found.macroArea == nil && found.pairwiseArea == nil)
        #expect(found.measures[.accuracy]?.value == 0.75)
        #expect(throws: SampleError.self) {
            try MulticlassPerformance(
                labels: [3], scores: [1, 0, 0], classes: 3, bootstrap: bootstrap)
        }
    }
}
