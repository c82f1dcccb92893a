import Testing

@testable import Statistics

@Suite struct NumberRangesTests {
    /// Each age from 20 to 59 as often, and a row of no age.
    private func ages() throws -> GroupColumn {
        try GroupColumn(
            name: "age", names: (20..<60).reversed().map(String.init),
            codes: (0..<400).map { Int32($0 % 40) } + [-1])
    }

    private func counts(_ column: GroupColumn) -> [Int] {
        column.names.indices.map { name in column.codes.count { Int($0) == name } }
    }

    @Test func `many numbers are cut at their quartiles, which are stated`() throws {
        let (column, cut) = try ages().ranged(by: nil)
        #expect(
            column.names == ["under 30", "30 to under 40", "40 to under 50", "50 or more"])
        #expect(counts(column) == [100, 100, 100, 100])
        #expect(column.codes.last == GroupColumn.unknown)
        #expect(cut == RangeCut(edges: [30, 40, 50], isQuartiles: true, distinct: 40))
    }

    @Test func `they are cut where it is said, each range with its lower edge`() throws {
        let (column, cut) = try ages().ranged(by: .edges([25, 57.5, 90]))
        #expect(column.names == ["under 25", "25 to under 57.5", "57.5 to under 90"])
        #expect(counts(column) == [50, 330, 20])
        #expect(cut?.edges == [25, 57.5, 90] && cut?.isQuartiles == false)
    }

    @Test func `few numbers, texts, and what shall stay are not cut`() throws {
        let all = try ages()
        #expect(try all.ranged(by: .each).column == all)
        let few = try GroupColumn(
            name: "code", names: (1...20).map(String.init), codes: (0..<20).map(Int32.init))
        #expect(try few.ranged(by: nil).cut == nil)
        #expect(try few.ranged(by: .quartiles).column.names.count == 4)
        let texts = try GroupColumn(
            name: "who", names: (1...40).map { $0 == 7 ? "unknown" : "\($0)" },
            codes: (0..<40).map(Int32.init))
        #expect(try texts.ranged(by: nil).column == texts)
        #expect(throws: SampleError.notNumbers(column: "who")) {
            try texts.ranged(by: .edges([3]))
        }
    }

    @Test(arguments: [[], [3, 3], [4, 3], [.nan], [1, .infinity]] as [[Double]])
    func `edges ascend`(edges: [Double]) throws {
        #expect(throws: SampleError.rangesUnusable(column: "age")) {
            try ages().ranged(by: .edges(edges))
        }
    }

    @Test func `numbers that are mostly alike are cut at fewer places, or at none`() throws {
        let names = (0..<30).map { "\(Double($0) / 2)" }
        // 0 in seven of eight rows; then 0.5, 1, 1.5 …
        let codes = (0..<240).map { Int32($0 < 211 ? 0 : $0 - 210) }
        let mostly = try GroupColumn(name: "x", names: names, codes: codes)
        #expect(try mostly.ranged(by: .quartiles).cut == nil)
        let half = try GroupColumn(
            name: "x", names: names, codes: (0..<60).map { Int32($0 < 31 ? 0 : $0 - 30) })
        #expect(try half.ranged(by: nil).column.names == ["under 7.5", "7.5 or more"])
    }
}
