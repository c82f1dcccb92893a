import Testing

@testable import Statistics

@Suite struct SegmentSearchTests {
    /// Errors of one row in ten, and of four in ten where the third level of one column meets high
    /// numbers.
    private func sample(
        _ rows: Int, planted: Double, seed: UInt64
    ) throws -> (losses: [Double], columns: [SegmentColumn]) {
        var random = SeededRandom(seed: seed)
        let codes = (0..<rows).map { _ in Int32(random.unit() * 4) }
        let others = (0..<rows).map { _ in Int32(random.unit() * 5) }
        let numbers = (0..<rows).map { _ in random.unit() * 100 }
        let losses = (0..<rows).map { row in
            random.unit() < (codes[row] == 2 && numbers[row] > 75 ? planted : 0.1) ? 1.0 : 0
        }
        return (
            losses,
            [
                .categories(
                    try GroupColumn(name: "state", names: ["MA", "NY", "CA", "TX"], codes: codes)),
                .categories(
                    try GroupColumn(
                        name: "sector", names: ["a", "b", "c", "d", "e"], codes: others)),
                .numbers(name: "age", values: numbers),
            ]
        )
    }

    @Test func `a planted segment of two conditions is found first`() throws {
        let sample = try sample(8_000, planted: 0.4, seed: 5)
        let search = try SegmentSearch(losses: sample.losses, columns: sample.columns)
        let worst = try #require(search.found.first)
        #expect(worst.conditions.count == 2 && worst.conditions[0] == "state = CA")
        #expect(worst.conditions[1].hasPrefix("age > 7"))
        #expect(worst.excess.lower > 0.2 && worst.excess.upper < 0.4)
        #expect(worst.rows > 400 && worst.rows < 600)
    }

    @Test func `where nothing is planted, something is found in one search of twenty at most`()
        throws
    {
        var finds = 0
        for seed in 0..<200 {
            let sample = try sample(1_500, planted: 0.1, seed: UInt64(seed))
            let search = try SegmentSearch(losses: sample.losses, columns: sample.columns)
            finds += search.found.isEmpty ? 0 : 1
        }
        #expect(finds <= 17, "\(finds) of 200")
    }

    @Test func `three conditions are searched within pairs`() throws {
        var random = SeededRandom(seed: 9)
        var columns: [[Int32]] = [[], [], []]
        var losses: [Double] = []
        for _ in 0..<12_000 {
            let codes = (0..<3).map { _ in Int32(random.unit() * 3) }
            for index in 0..<3 { columns[index].append(codes[index]) }
            losses.append(random.unit() < (codes == [1, 1, 1] ? 0.7 : 0.1) ? 1 : 0)
        }
        var settings = SegmentSearch.Settings()
        settings.conditionsMost = 3
        let search = try SegmentSearch(
            losses: losses,
            columns: columns.enumerated().map { index, codes in
                .categories(
                    try GroupColumn(name: "c\(index)", names: ["x", "y", "z"], codes: codes))
            }, settings: settings)
        #expect(search.found.first?.conditions == ["c0 = y", "c1 = y", "c2 = y"])
    }

    @Test func `constant losses, missing numbers and empty columns find nothing`() throws {
        let search = try SegmentSearch(
            losses: [Double](repeating: 1, count: 400),
            columns: [
                .numbers(name: "x", values: [Double](repeating: .nan, count: 400)),
                .categories(
                    try GroupColumn(
                        name: "none", names: [], codes: [Int32](repeating: -1, count: 400))),
            ])
        #expect(search.found.isEmpty)
        #expect(throws: SampleError.noRows) { try SegmentSearch(losses: [], columns: []) }
        #expect(throws: SampleError.self) {
            try SegmentSearch(losses: [.nan], columns: [])
        }
    }

    @Test func `losses that separate a segment wholly are found`() throws {
        let codes = (0..<600).map { Int32($0 % 3) }
        let search = try SegmentSearch(
            losses: codes.map { $0 == 1 ? 1 : 0 },
            columns: [
                .categories(try GroupColumn(name: "c", names: ["a", "b", "c"], codes: codes))
            ])
        #expect(search.found.map(\.conditions) == [["c = b"]])
        #expect(search.found.first?.excess.value == 1)
    }
}
