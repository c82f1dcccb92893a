import Testing

@testable import Statistics

@Suite struct MutualInformationTests {
    @Test func `the information of two events is what the counts work out to`() {
        // ln(6 · 10 / (6 · 7)) / ln(10 / 6), worked by hand.
        #expect(abs(MutualInformation((10, 6, 7, 6), smoothing: 0).normalized - 0.698_232) < 1e-6)
        #expect(MutualInformation((4, 2, 2, 1), smoothing: 0).normalized == 0)
    }

    @Test func `events that never or always come together are at the ends`() {
        #expect(MutualInformation((10, 3, 3, 0), smoothing: 0).normalized == -1)
        #expect(MutualInformation((5, 5, 5, 5), smoothing: 0).normalized == 1)
        let smoothed = MutualInformation((10, 3, 3, 0), smoothing: 0.5).normalized
        #expect(smoothed > -1 && smoothed < 0)
    }

    @Test(arguments: [(10, 0, 5, 0), (0, 0, 0, 0), (10, 3, 3, 4), (5, 4, 4, 1)])
    func `what is no table, or has an event that never is, has no information`(
        _ counts: (total: Int, first: Int, second: Int, both: Int)
    ) {
        #expect(MutualInformation(counts, smoothing: 0.5).normalized.isNaN)
    }
}
