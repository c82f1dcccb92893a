import Testing

@testable import Statistics

@Suite struct PredictionBinsTests {
    @Test func `rows are cut by their predictions, equal ones together`() throws {
        let found = try PredictionBins(
            actual: [1, 3, 5, 7, 9, 20], predicted: [1, 1, 1, 2, 3, 4], bins: 3)
        #expect(found.bins.map(\.lower) == [1, 2, 3])
        #expect(found.bins.map(\.upper) == [1, 2, 4])
        #expect(found.bins.map(\.meanActual.value) == [3, 7, 14.5])
        #expect(found.bins.map(\.meanPrediction) == [1, 2, 3.5])
        #expect(found.bins.reduce(0) { $0 + $1.meanActual.rows } == 6)
    }

    @Test func `fewer rows than bins are a bin each, and none is refused`() throws {
        #expect(try PredictionBins(actual: [1, 2], predicted: [5, 4]).bins.count == 2)
        #expect(try PredictionBins(actual: [1, 2], predicted: [4, 4]).bins.count == 1)
        #expect(throws: SampleError.noRows) { try PredictionBins(actual: [], predicted: []) }
        #expect(throws: SampleError.valueNotFinite(column: "predicted", row: 0, value: .infinity)) {
            try PredictionBins(actual: [1], predicted: [.infinity])
        }
    }
}
