import Testing

@testable import Statistics

@Suite struct ReweighingTests {
    @Test func `weighted, every group has the share of all`() throws {
        let labels: [Int32] = [1, 1, 1, 0, 1, 0, 0, 0, 0, 0]
        let column = try GroupColumn(
            name: "g", names: ["a", "b", "none"], codes: [0, 0, 0, 0, 1, 1, 1, 1, 1, 1])
        let found = try Reweighing(labels: labels, groups: column)
        #expect(found.positiveShare == 0.4)
        for group in found.groups.dropLast() {
            let share = try #require(group.positiveShare)
            let positives = share * (try #require(group.positiveWeight))
            let negatives = (1 - share) * (try #require(group.negativeWeight))
            #expect(isClose(positives, 0.4) && isClose(positives + negatives, 1))
        }
        #expect(isClose(found.groups[0].positiveWeight ?? 9, 4 * 0.4 / 3))
        #expect(found.groups[2].positiveShare == nil && found.groups[2].positiveWeight == nil)
    }
}
