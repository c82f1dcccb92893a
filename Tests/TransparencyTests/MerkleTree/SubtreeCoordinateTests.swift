import Testing

@testable import Transparency

@Suite struct SubtreeCoordinateTests {
    @Test func `a tree's frontier is the binary digits of its size`() {
        let seven = [
            SubtreeCoordinate(level: 2, index: 0), SubtreeCoordinate(level: 1, index: 2),
            SubtreeCoordinate(level: 0, index: 6),
        ]
        #expect(SubtreeCoordinate.frontier(ofSize: 7) == seven)
        #expect(SubtreeCoordinate.frontier(ofSize: 8) == [SubtreeCoordinate(level: 3, index: 0)])
        #expect(SubtreeCoordinate.frontier(ofSize: 0) == [])
        #expect(SubtreeCoordinate.frontier(ofSize: -5) == [])
        #expect(SubtreeCoordinate.frontier(ofSize: .max).count == 63)
    }

    @Test func `subtrees tile their range without gap or overlap`() {
        for size in 1...600 {
            var end = 0
            for coordinate in SubtreeCoordinate.frontier(ofSize: size) {
                #expect(coordinate.index << coordinate.level == end)
                end += 1 << coordinate.level
            }
            #expect(end == size)
        }
    }
}
