import Testing

@testable import Statistics

@Suite struct PredictionBinsWeightsTests {
    @Test func `equal weights make the bins of rows`() throws {
        let sample = try WeightValues.load().regression[0]
        let plain = try PredictionBins(actual: sample.actual, predicted: sample.predicted)
        let weighted = try PredictionBins(
            actual: sample.actual, predicted: sample.predicted,
            weights: RowWeights(sample.weights))
        #expect(weighted.bins.map(\.lower) == plain.bins.map(\.lower))
        #expect(weighted.bins.map(\.upper) == plain.bins.map(\.upper))
    }

    @Test func `bins hold like weight, and equal predictions stay together`() throws {
        let bins = try PredictionBins(
            actual: [1, 2, 3, 4, 5, 6], predicted: [1, 2, 3, 3, 3, 4],
            weights: RowWeights([4, 1, 1, 1, 1, 0]), bins: 2
        ).bins
        #expect(bins.map(\.lower) == [1, 2] && bins.map(\.upper) == [1, 3])
        #expect(bins.map(\.meanActual.value) == [1, 3.5])
        let tied = try PredictionBins(
            actual: [1, 2, 3, 4], predicted: [5, 5, 5, 6], weights: RowWeights([1, 1, 1, 1]),
            bins: 4
        ).bins
        #expect(tied.map(\.upper) == [5, 6])
    }
}
