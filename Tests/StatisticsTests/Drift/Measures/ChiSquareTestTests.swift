import Foundation
import Testing

@testable import Statistics

@Suite struct ChiSquareTestTests {
    private func check(_ tables: [DriftValues.Table]) throws {
        for table in tables {
            let plain = try ChiSquareTest(reference: table.reference, current: table.current)
            let corrected = try ChiSquareTest(
                reference: table.reference, current: table.current, correctsContinuity: true)
            #expect(isClose(plain.statistic, table.statistic))
            #expect(isRelativelyClose(plain.pValue, table.pValue, within: 1e-11))
            #expect(plain.degreesOfFreedom == table.degreesOfFreedom)
            #expect(isClose(plain.smallestExpected, table.smallestExpected))
            #expect(isClose(plain.cramersV, table.cramersV, within: 1e-10))
            #expect(isClose(corrected.statistic, table.correctedStatistic))
            #expect(isRelativelyClose(corrected.pValue, table.correctedPValue, within: 1e-11))
        }
    }

    @Test func `statistic, p-value and V are SciPy's to 1e-12, corrected or not`() throws {
        try check(DriftValues.load().tables)
    }

    @Test(.enabled(if: peerFolder != nil, "Scripts/check-drift.sh gives the folder"))
    func `the same of random tables`() throws {
        let folder = try #require(peerFolder)
        let data = try Data(contentsOf: folder.appending(path: "tables.json"))
        try check(JSONDecoder().decode([DriftValues.Table].self, from: data))
    }

    @Test func `one category only is no difference`() throws {
        let test = try ChiSquareTest(reference: [7, 0], current: [9, 0])
        #expect(test.pValue == 1 && test.cramersV == 0 && test.degreesOfFreedom == 0)
    }

    @Test func `the corrected V takes off what chance gives`() throws {
        var generator = SeededGenerator(seed: 4)
        let shares = [Double](repeating: 1.0 / 40, count: 40)
        var (plain, corrected) = (0.0, 0.0)
        for _ in 0..<50 {
            let test = try ChiSquareTest(
                reference: generator.counts(400, shares), current: generator.counts(400, shares))
            plain += test.cramersV / 50
            corrected += test.correctedV / 50
        }
        #expect(plain > 0.2 && corrected < 0.06)
    }

    @Test func `p-values are uniform when nothing has changed`() throws {
        var generator = SeededGenerator(seed: 5)
        let shares = [0.4, 0.3, 0.2, 0.1]
        let pValues = try (0..<500).map { _ in
            try ChiSquareTest(
                reference: generator.counts(800, shares), current: generator.counts(500, shares)
            ).pValue
        }
        let uniform = (0..<10_001).map { Double($0) / 10_000 }
        let test = try KolmogorovSmirnov(NumericComparison(reference: uniform, current: pValues))
        #expect(test.pValue > 0.001)
    }
}
