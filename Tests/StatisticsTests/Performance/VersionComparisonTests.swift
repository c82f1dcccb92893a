import Testing

@testable import Statistics

@Suite struct VersionComparisonTests {
    @Test func `the test is statsmodels' and differences are those of both versions`() throws {
        for sample in try PerformanceValues.load().binary {
            let bootstrap = try CellBootstrap(replicates: 300)
            let found = try VersionComparison(
                labels: sample.labels, first: sample.first, second: sample.second, threshold: 0.5,
                rule: .above, bootstrap: bootstrap)
            #expect(isClose(found.mcNemar.pValue, sample.mcnemar))
            #expect(isClose(found.area?.difference.value ?? 9, sample.area_difference.value))
            let one = try BinaryMeasure.estimates(found.first, bootstrap: bootstrap)
            let two = try BinaryMeasure.estimates(found.second, bootstrap: bootstrap)
            for (measure, difference) in found.differences {
                let expected =
                    try #require(one[measure]).value - (try #require(two[measure])).value
                #expect(isClose(difference.value, expected), "\(measure)")
            }
        }
    }

    @Test func `a paired difference of accuracies covers the truth in 93 to 97 of 100`() throws {
        var random = SeededRandom(seed: 21)
        var covered = 0
        for round in 0..<500 {
            // Both right .6, only the first .2, only the second .1: a difference of .1.
            var (first, second): ([Double], [Double]) = ([], [])
            for _ in 0..<250 {
                let place = random.unit()
                first.append(place < 0.8 ? 1 : 0)
                second.append(place < 0.6 || (0.8..<0.9).contains(place) ? 1 : 0)
            }
            let found = try VersionComparison(
                labels: [Int32](repeating: 1, count: 250), first: first, second: second,
                threshold: 0.5, rule: .above,
                bootstrap: CellBootstrap(replicates: 300, seed: UInt64(round)))
            let accuracy = try #require(found.differences[.accuracy])
            covered += accuracy.lower <= 0.1 && 0.1 <= accuracy.upper ? 1 : 0
        }
        #expect((465...485).contains(covered), "\(covered) of 500, seed 21")
    }
}
