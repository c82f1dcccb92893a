import Testing

@testable import Statistics

@Suite struct ContaminationTests {
    private func table(_ rows: Int, seed: UInt64) throws -> FeatureRows {
        var random = SeededRandom(seed: seed)
        let values = (0..<rows * 5).map { _ in random.gaussian() }
        return try FeatureRows(values, rowCount: rows, featureCount: 5)
    }

    @Test func `copied rows are found exactly, and with one cell changed nearly`() throws {
        let training = try table(500, seed: 1)
        var values = try table(200, seed: 2).values
        for row in 0..<20 {
            values.replaceSubrange(row * 5..<row * 5 + 5, with: training[row + 40])
        }
        for row in 20..<50 {
            values.replaceSubrange(row * 5..<row * 5 + 5, with: training[row + 40])
            values[row * 5 + row % 5] += 3
        }
        let test = try FeatureRows(values, rowCount: 200, featureCount: 5)
        let result = try Contamination(training: training, test: test)
        #expect(result.exact.test.successes == 20 && result.exact.training.successes == 0)
        #expect(result.exact.isSign)
        #expect(result.exact.examples.prefix(2).map(\.trainingRow) == [40, 41])
        let near = try #require(result.near)
        #expect(near.test.successes == 50 && near.isSign)
    }

    @Test func `rows that are common anyway are no sign`() throws {
        var random = SeededRandom(seed: 3)
        let cells = (0..<2400).map { _ in Double(random.index(below: 3)) }
        let training = try FeatureRows(
            Array(cells[..<1600]), rowCount: 800, featureCount: 2)
        let test = try FeatureRows(Array(cells[1600...]), rowCount: 400, featureCount: 2)
        let result = try Contamination(training: training, test: test, categories: [0, 1])
        #expect(result.exact.test.estimate == 1 && !result.exact.isSign)
    }

    @Test func `independent rows are no sign, and gaps and zeros agree`() throws {
        let clean = try Contamination(
            training: try table(300, seed: 4), test: try table(300, seed: 5))
        #expect(clean.exact.test.successes == 0 && !clean.exact.isSign)
        let near = try #require(clean.near)
        #expect(!near.isSign)
        let one = try FeatureRows([.nan, 0, 1, 2], rowCount: 2, featureCount: 2)
        let other = try FeatureRows([-.nan, -0.0], rowCount: 1, featureCount: 2)
        #expect(try Contamination(training: one, test: other).exact.test.successes == 1)
        let narrow = try FeatureRows([1, 2], rowCount: 2, featureCount: 1)
        #expect(try Contamination(training: narrow, test: narrow).near == nil)
    }

    @Test func `tables without rows or of unlike width are refused`() throws {
        let rows = try table(2, seed: 1)
        let none = try FeatureRows([], rowCount: 0, featureCount: 5)
        let narrow = try FeatureRows([1], rowCount: 1, featureCount: 1)
        #expect(throws: ExplanationError.noRows) {
            try Contamination(training: rows, test: none)
        }
        #expect(throws: ExplanationError.featureCountsDiffer(given: 1, expected: 5)) {
            try Contamination(training: rows, test: narrow)
        }
    }
}
