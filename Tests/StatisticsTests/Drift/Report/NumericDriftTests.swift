import Foundation
import Testing

@testable import Statistics

@Suite struct NumericDriftTests {
    private func check(_ samples: [DriftValues.Numbers]) throws {
        for reference in samples {
            let (first, second) = reference.values
            let drift = try NumericDrift(
                NumericComparison(reference: first, current: second),
                settings: DriftSettings(), confidence: 0.95)
            let test = drift.kolmogorovSmirnov
            #expect(isClose(test.statistic, reference.statistic))
            #expect(isClose(test.pValue, reference.pValue), "\(first.count), \(second.count)")
            #expect(drift.referenceCounts == reference.referenceCounts)
            #expect(drift.currentCounts == reference.currentCounts)
            #expect(isClose(drift.stability.index, reference.stability))
            #expect(
                isClose(
                    drift.jensenShannon.divergence,
                    reference.jensenShannon * reference.jensenShannon))
            let distance = try #require(drift.wasserstein).distance
            #expect(isRelativelyClose(distance, reference.wasserstein, within: 1e-12))
            #expect(drift.effects.allSatisfy { $0.lower <= $0.estimate && $0.estimate <= $0.upper })
        }
    }

    @Test func `each measure is SciPy's in the pinned convention`() throws {
        let values = try DriftValues.load()
        try check(values.samples + values.large)
    }

    @Test(.enabled(if: peerFolder != nil, "Scripts/check-drift.sh gives the folder"))
    func `the same of random samples and of NannyML's car loans`() throws {
        let folder = try #require(peerFolder)
        let data = try Data(contentsOf: folder.appending(path: "numbers.json"))
        try check(JSONDecoder().decode([DriftValues.Numbers].self, from: data))
    }
}
