import Testing

@testable import Statistics

@Suite struct LIMETests {
    private func training() throws -> FeatureRows {
        var numbers = SeededRandom(seed: 41)
        var values: [Double] = []
        for row in 0..<400 {
            values += [numbers.gaussian(), Double(row % 3)]
            values += [row % 5 == 0 ? Double.nan : numbers.unit(), 7]
        }
        return try FeatureRows(values, rowCount: 400, featureCount: 4)
    }

    @Test func `what a model leans on near the row is found`() throws {
        let lime = try LIME(training: try training(), categories: [1], seed: 1)
        let rows = try FeatureRows([2, 1, 0.5, 7, -2, 0, .nan, 7], rowCount: 2, featureCount: 4)
        let model: BatchModel = { matrix, count in
            (0..<count).map { row -> Double in
                let bonus = matrix[4 * row + 1] == 1 ? 1.0 : 0
                return matrix[4 * row] * 2 + bonus
            }
        }
        let fits = try lime.explain(rows, model: model)
        #expect(fits[0].features.prefix(2) == [0, 1])
        #expect(fits[0].coefficients[0] > 1 && fits[0].coefficients[1] > 0.8)
        #expect(fits[1].features[0] == 0 && fits[1].coefficients[0] < -1)
        #expect(fits.allSatisfy { $0.coefficients.allSatisfy(\.isFinite) })
        #expect(try lime.explain(rows, model: model) == fits)
    }

    @Test func `drawn rows are as the training rows`() throws {
        let rows = try training()
        let lime = try LIME(training: rows, categories: [1], sampleCount: 4001, seed: 2)
        _ = try lime.explain(rows) { matrix, count in
            if count == 4000 {
                let gaps = (0..<count).filter { matrix[4 * $0 + 2].isNaN }.count
                #expect(abs(gaps - 800) < 120)
                #expect((0..<count).allSatisfy { matrix[4 * $0 + 3] == 7 })
                let mean = (0..<count).reduce(0) { $0 + matrix[4 * $1] } / Double(count)
                #expect(abs(mean) < 0.15)
            }
            return [Double](repeating: 0, count: count)
        }
        #expect(lime.bins[0].counts == [100, 100, 100, 100])
        #expect(lime.bins[1].bins == [.category(0), .category(1), .category(2)])
        #expect(lime.bins[2].bins.last == .missing)
        #expect(lime.bins[1].place(of: 5) == nil)
    }

    @Test func `no training rows and unknown columns are refused`() throws {
        let none = try FeatureRows([], rowCount: 0, featureCount: 2)
        #expect(throws: ExplanationError.noRows) { try LIME(training: none, seed: 1) }
        #expect(throws: ExplanationError.columnUnknown(column: 9, features: 4)) {
            try LIME(training: try training(), categories: [9], seed: 1)
        }
    }
}
