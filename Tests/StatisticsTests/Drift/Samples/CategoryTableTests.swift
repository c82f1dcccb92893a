import Testing

@testable import Statistics

@Suite struct CategoryTableTests {
    @Test func `categories are joined by name`() throws {
        let table = try CategoryTable(
            reference: CategorySample(counts: [1, 2, 3], names: ["a", "b", "c"]),
            current: CategorySample(counts: [7, 8], names: ["c", "d"]))
        #expect(table.names == ["a", "b", "c", "d"])
        #expect(table.reference == [1, 2, 3, 0] && table.current == [0, 0, 7, 8])
    }

    @Test func `rare categories become one, and those without rows go`() throws {
        let table = try CategoryTable(
            reference: CategorySample(counts: [90, 3, 0, 1], names: ["a", "b", "c", "d"]),
            current: CategorySample(counts: [80, 4, 0, 2], names: ["a", "b", "c", "d"]))
        let joined = table.joiningRare()
        #expect(joined.names == ["a", ""])
        #expect(joined.reference == [90, 4] && joined.current == [80, 6])
    }

    @Test func `a name that comes twice is refused`() throws {
        let twice = try CategorySample(counts: [1, 2], names: ["a", "a"])
        let once = try CategorySample(counts: [1], names: ["a"])
        #expect(throws: DriftError.nameTwice("a")) {
            try CategoryTable(reference: twice, current: once)
        }
        #expect(throws: DriftError.nameTwice("a")) {
            try CategoryTable(reference: once, current: twice)
        }
    }
}
