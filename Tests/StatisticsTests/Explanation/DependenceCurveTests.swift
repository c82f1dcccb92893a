import Testing

@testable import Statistics

@Suite struct DependenceCurveTests {
    private func curve(_ values: [Double], bins: Int) throws -> DependenceCurve {
        let rows = try FeatureRows(values, rowCount: values.count, featureCount: 1)
        let contributions = Contributions(
            rowCount: values.count, outputCount: 1, featureCount: 1, bases: [0],
            values: values.map { $0.isNaN ? -1 : $0 * 10 })
        return try DependenceCurve(
            feature: 0, rows: rows, contributions: contributions, binCount: bins)
    }

    @Test func `bins hold about as many rows, and equal values stay together`() throws {
        let curve = try curve([5, 1, 2, 2, 2, 3, 4, .nan], bins: 3)
        #expect(curve.bins.map(\.rows) == [4, 1, 2, 1])
        #expect(curve.bins.map(\.lower).prefix(3) == [1, 3, 4])
        #expect(curve.bins[0].mean == 17.5 && curve.bins[0].median == 20)
        #expect(curve.bins[3].lower.isNaN && curve.bins[3].mean == -1)
    }

    @Test func `a constant feature is one bin`() throws {
        #expect(try curve([7, 7, 7], bins: 20).bins.map(\.rows) == [3])
    }

    @Test func `unknown columns and no bins are refused`() throws {
        #expect(throws: ExplanationError.settingOutOfRange(name: "binCount", value: 0)) {
            try curve([1], bins: 0)
        }
    }
}
