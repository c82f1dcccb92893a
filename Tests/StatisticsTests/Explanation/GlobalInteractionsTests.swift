import Testing

@testable import Statistics

@Suite struct GlobalInteractionsTests {
    /// Of three features; the cells are those of (0, 1), (0, 2) and (1, 2).
    private func interactions(_ rows: [[Double]]) -> Interactions {
        let values = rows.flatMap { (row: [Double]) -> [Double] in
            [1.0, row[0], row[1], row[0], 1.0, row[2], row[1], row[2], 1.0]
        }
        return Interactions(
            rowCount: rows.count, outputCount: 1, featureCount: 3, bases: [0], values: values)
    }

    @Test func `pairs are ranked by what both cells say, over all parts`() throws {
        let global = try GlobalInteractions([
            interactions([[1, 0, -2], [-1, 0, -2]]), interactions([[3, 0, -2], [1, 0, -2]]),
        ])
        #expect(global.ranked.map { [$0.first, $0.second] } == [[1, 2], [0, 1]])
        #expect(global.ranked[0].magnitude.value == 4 && global.ranked[0].mean == -4)
        #expect(global.ranked[1].magnitude.value == 3 && global.ranked[1].mean == 2)
        #expect(global.ranked[0].magnitude.lower == 4)
        #expect(global.ranked[1].magnitude.lower < 3)
    }

    @Test func `one feature has no pairs, and no rows no interactions`() throws {
        let one = Interactions(
            rowCount: 1, outputCount: 1, featureCount: 1, bases: [0], values: [1])
        #expect(try GlobalInteractions([one]).ranked == [])
        #expect(throws: SampleError.noRows) { try GlobalInteractions([interactions([])]) }
        #expect(throws: SampleError.noRows) { try GlobalInteractions([]) }
    }
}
