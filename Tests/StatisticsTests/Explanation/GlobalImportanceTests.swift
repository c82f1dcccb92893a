import Testing

@testable import Statistics

@Suite struct GlobalImportanceTests {
    @Test func `importance is the mean absolute contribution`() throws {
        let contributions = Contributions(
            rowCount: 4, outputCount: 1, featureCount: 2, bases: [0],
            values: [1, -3, -1, 3, 1, -3, -1, 5])
        let importance = try GlobalImportance(contributions)
        #expect(importance.ranked.map(\.feature) == [1, 0])
        #expect(importance.ranked[0].magnitude.value == 3.5)
        #expect(importance.ranked[0].mean == 0.5)
        #expect(importance.ranked[1].magnitude.lower == 1)
        #expect(isClose(importance.ranked[1].share, 1 / 4.5))
        // Student's interval with 3 degrees of freedom at 97.5 %: t = 4.1765, error = 0.5.
        #expect(isClose(importance.ranked[0].magnitude.upper, 3.5 + 4.17653 / 2, within: 1e-5))
    }

    @Test func `no rows have no importance`() {
        let none = Contributions(
            rowCount: 0, outputCount: 1, featureCount: 2, bases: [0], values: [])
        #expect(throws: SampleError.noRows) { try GlobalImportance(none) }
    }
}
