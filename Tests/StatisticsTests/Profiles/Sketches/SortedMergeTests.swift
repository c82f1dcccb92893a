import Testing

@testable import Statistics

@Suite struct SortedMergeTests {
    @Test func `two ascending lists become one, whatever their lengths`() {
        var random = SplitMix(seed: 4)
        for round in 0..<2_000 {
            let most = round % 2 == 0 ? 6 : 300
            let lists = (0..<2).map { _ in
                (0..<Int.random(in: 0...most, using: &random)).map { _ in
                    // Few distinct values, so that many are equal.
                    Double(Int.random(in: -9...9, using: &random))
                }.sorted()
            }
            #expect(SortedMerge.values(lists[0], lists[1]) == (lists[0] + lists[1]).sorted())
        }
    }

    @Test func `one list may lie wholly below the other, and infinities have their place`() {
        let (low, high) = ([-Double.infinity, -1, 0], [1, 2, 3, 4, Double.infinity])
        #expect(SortedMerge.values(low, high) == low + high)
        #expect(SortedMerge.values(high, low) == low + high)
        #expect(SortedMerge.values([], high) == high && SortedMerge.values(low, []) == low)
    }
}
