import Testing

@testable import Statistics

@Suite struct CategoricalDriftTests {
    @Test func `names that only one side has are listed`() throws {
        let drift = try CategoricalDrift(
            reference: CategorySample(counts: [50, 30, 0], names: ["a", "b", "never"]),
            current: CategorySample(counts: [40, 9], names: ["a", "new"]),
            settings: DriftSettings(), confidence: 0.95)
        #expect(drift.newNames == ["new"] && drift.lostNames == ["b"])
    }

    @Test func `categories with one row each are no drift by themselves`() throws {
        let names = (0..<200_000).map { "\($0)" }
        let ones = [Double](repeating: 1, count: names.count)
        let drift = try CategoricalDrift(
            reference: CategorySample(counts: ones, names: names),
            current: CategorySample(counts: ones, names: names), settings: DriftSettings(),
            confidence: 0.95)
        #expect(drift.joinedChiSquare.pValue == 1)
        #expect(drift.chiSquare.degreesOfFreedom == 199_999)
    }

    @Test func `weights are scaled to the rows that they are worth`() throws {
        let names = ["a", "b"]
        let codes = (0..<400).map { Int32($0 % 2) }
        let heavy = try CategorySample(
            codes: codes, names: names, weights: codes.map { _ in 1_000 })
        let plain = try CategorySample(codes: (0..<400).map { Int32($0 % 3 / 2) }, names: names)
        let drift = try CategoricalDrift(
            reference: heavy, current: plain, settings: DriftSettings(), confidence: 0.95)
        let unweighted = try CategoricalDrift(
            reference: CategorySample(codes: codes, names: names), current: plain,
            settings: DriftSettings(), confidence: 0.95)
        #expect(isClose(drift.chiSquare.pValue, unweighted.chiSquare.pValue))
    }
}
