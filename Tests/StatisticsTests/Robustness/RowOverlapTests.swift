import Testing

@testable import Statistics

@Suite struct RowOverlapTests {
    private func key(_ byte: UInt8) -> RowOverlap.Key {
        RowOverlap.Key(digest: [UInt8](repeating: byte, count: 32))
    }

    @Test func `rows found in training and rows alike are counted, whatever the order`() throws {
        var overlap = RowOverlap(evaluation: [1, 2, 2, 3, 4].map(key))
        overlap.add(training: [9, 2].map(key))
        overlap.add(training: [2, 3, 9].map(key))
        #expect(overlap.rows == 5 && overlap.trainingRows == 5)
        #expect(overlap.foundRows == 3 && overlap.twinRows == 2)
        #expect(try overlap.share().estimate == 0.6)
        #expect(try overlap.twinShare().estimate == 0.4)
    }

    @Test func `no rows have no share`() {
        #expect(throws: SampleError.self) { try RowOverlap(evaluation: []).share() }
    }
}
