import Testing

@testable import Statistics

@Suite struct GroupColumnTests {
    @Test func `crossing names each combination that occurs, in the columns' order`() throws {
        let sex = try GroupColumn(name: "sex", names: ["F", "M"], codes: [1, 0, 1, 0, -1])
        let race = try GroupColumn(name: "race", names: ["A", "B"], codes: [1, 0, 1, 1, 0])
        let found = try GroupColumn.crossing([sex, race])
        #expect(found.name == "sex × race")
        #expect(found.names == ["F × A", "F × B", "M × B"])
        #expect(found.codes == [2, 0, 2, 1, -1])
    }

    @Test func `too many combinations, other rows and no column are refused`() throws {
        let one = try GroupColumn(name: "x", names: ["a", "b"], codes: [0, 1])
        #expect(throws: SampleError.tooManyGroups(column: "x", groups: 2, most: 1)) {
            try GroupColumn.crossing([one], most: 1)
        }
        let two = try GroupColumn(name: "y", names: ["c"], codes: [0])
        #expect(throws: SampleError.lengthsDiffer(column: "y", rows: 1, expected: 2)) {
            try GroupColumn.crossing([one, two])
        }
        #expect(throws: SampleError.noRows) { try GroupColumn.crossing([]) }
    }
}
