import Testing

@testable import Statistics

/// The vectors of `nyc-ll144.yaml`.
@Suite struct ImpactRatiosTests {
    private func audit(_ groups: (String, Int, Int)...) throws -> ImpactRatios {
        try ImpactRatios(
            groups: groups.map {
                ImpactRatios.Count(name: $0.0, assessed: $0.1, selected: $0.2)
            })
    }

    @Test func `rates by sex and their ratio`() throws {
        let found = try audit(("Male", 1_390, 667), ("Female", 1_181, 555))
        #expect(found.highest == "Male")
        #expect(isClose(found.categories[0].rate?.estimate ?? 0, 0.479856, within: 5e-7))
        #expect(isClose(found.categories[1].ratio?.value ?? 0, 0.979337, within: 5e-7))
        #expect(!found.categories[1].isFlagged)
    }

    @Test(arguments: [(1_000, 399, true), (100, 40, false), (1_000_000_000, 399_999_999, true)])
    func `below four fifths is a flag, exactly four fifths is none`(
        assessed: Int, selected: Int, isFlagged: Bool
    ) throws {
        let found = try audit(("A", 100, 50), ("B", assessed, selected))
        #expect(found.categories[1].isFlagged == isFlagged && !found.categories[0].isFlagged)
        #expect(found.categories[0].ratio?.value == 1)
    }

    @Test func `scores count strictly above the median of all`() throws {
        let found = try ImpactRatios(
            scores: [10, 20, 30, 40, 20, 20, 20, 50],
            groups: GroupColumn(name: "g", names: ["A", "B"], codes: [0, 0, 0, 0, 1, 1, 1, 1]))
        #expect(found.categories.map { $0.rate?.estimate } == [0.5, 0.25])
        #expect(found.categories[1].ratio?.value == 0.5 && found.categories[1].isFlagged)
    }

    @Test func `nobody selected has no ratio and no flag`() throws {
        let found = try audit(("A", 10, 0), ("B", 10, 0))
        #expect(found.categories.allSatisfy { $0.ratio == nil && !$0.isFlagged })
        #expect(found.categories[0].rate?.estimate == 0)
    }

    @Test func `categories below 2 % are marked, and may not be the highest if left out`() throws {
        let counts = [("A", 990, 300), ("B", 10, 9), ("C", 0, 0)].map {
            ImpactRatios.Count(name: $0.0, assessed: $0.1, selected: $0.2)
        }
        let all = try ImpactRatios(groups: counts)
        #expect(all.highest == "B" && all.categories.map(\.isSmall) == [false, true, true])
        #expect(all.categories[0].isFlagged && all.categories[2].rate == nil)
        let larger = try ImpactRatios(groups: counts, leavingOutSmall: true)
        #expect(larger.highest == "A" && !larger.categories[0].isFlagged)
        #expect((larger.categories[1].ratio?.value ?? 0) > 1)
        #expect(throws: SampleError.self) { try audit(("A", 5, 6)) }
    }
}
