import Testing

@testable import Statistics

@Suite struct FeatureDirectionTests {
    @Test func `a direction is the rank correlation of values and contributions`() {
        let rising = FeatureDirection(values: [1, 2, 3, 40], contributions: [-2, 0, 0.1, 9])
        #expect(rising.correlation == 1 && rising.course == .raises)
        let falling = FeatureDirection(values: [1, 2, 3, 40], contributions: [2, 1, 0, -9])
        #expect(falling.correlation == -1 && falling.course == .lowers)
        // scipy.stats.spearmanr([1, 2, 2, 3, 5], [1, 3, 2, 2, 4]) = 0.763157894736842.
        let tied = FeatureDirection(values: [1, 2, 2, 3, 5], contributions: [1, 3, 2, 2, 4])
        #expect(isClose(tied.correlation ?? 0, 0.763157894736842))
        let bent = FeatureDirection(values: [1, 2, 3, 4], contributions: [1, -1, -1, 1])
        #expect(bent.correlation == 0 && bent.course == .mixed)
    }

    @Test func `missing values are left out, and what never changes has no direction`() {
        let gaps = FeatureDirection(values: [.nan, 1, 2], contributions: [99, 1, 2])
        #expect(gaps.correlation == 1)
        let constant = FeatureDirection(values: [1, 1, 1], contributions: [1, 2, 3])
        #expect(constant.correlation == nil && constant.course == .none)
        #expect(FeatureDirection(values: [.nan], contributions: [1]).course == .none)
        #expect(FeatureDirection(values: [], contributions: []).course == .none)
    }
}
