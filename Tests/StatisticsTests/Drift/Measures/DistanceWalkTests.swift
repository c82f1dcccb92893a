import Testing

@testable import Statistics

@Suite struct DistanceWalkTests {
    private func keys(_ values: Double...) -> [UInt64] { values.map(OrderKey.key) }

    /// F − G is 1/3 on 1..<2, −1/6 on 2..<3 and 1/6 on 3..<4.
    @Test func `the parts are those worked by hand`() throws {
        let walk = try DistanceWalk(keys(1, 3, 4), keys(2, 4), bins: 2)
        #expect(walk.largest == 2 && walk.largestKey == OrderKey.key(1))
        #expect(isClose(walk.area / 6, 1.0 / 3 + 1.0 / 6 + 1.0 / 6))
        #expect(walk.edges.map(\.key) == keys(1, 3))
        #expect(walk.edges.map(\.reference) == [0, 1] && walk.edges.map(\.current) == [0, 1])
    }

    @Test func `a value that many rows have is one step`() {
        var walk = DistanceWalk(rows: (5, 4), ranks: [0, 2])
        walk.walk(keys(1)[...], keys(3)[...], common: (OrderKey.key(2), 4, 3))
        let each = try? DistanceWalk(keys(1, 2, 2, 2, 2), keys(2, 2, 2, 3), bins: 2)
        #expect(walk.largest == each?.largest && walk.area == each?.area)
        #expect(walk.edges.map(\.current) == each?.edges.map(\.current))
    }

    @Test func `a bucket that is passed counts as its values do`() throws {
        let (first, second) = ([1.25, 1.5, 1.75], [1.375])
        var sums = (BucketSums(edge: 1), BucketSums(edge: 1))
        first.forEach { sums.0.add($0) }
        second.forEach { sums.1.add($0) }
        var (passed, walked) = (
            DistanceWalk(rows: (7, 3), ranks: [0]),
            DistanceWalk(rows: (7, 3), ranks: [0])
        )
        passed.walk(keys(0, 0, 0)[...], [])
        walked.walk(keys(0, 0, 0)[...], [])
        passed.pass(sums.0, sums.1, to: 2)
        walked.walk(first.map(OrderKey.key)[...], second.map(OrderKey.key)[...])
        passed.walk(keys(2)[...], keys(2, 3)[...])
        walked.walk(keys(2)[...], keys(2, 3)[...])
        #expect(isClose(passed.area, walked.area))
        for (mine, plain) in [
            (passed.referenceInfluence, walked.referenceInfluence),
            (passed.currentInfluence, walked.currentInfluence),
        ] {
            #expect(isClose(mine.sum, plain.sum) && isClose(mine.squares, plain.squares))
        }
    }
}
