import Testing

@testable import Statistics

@Suite struct RowsNeededTests {
    private func gap(_ shares: [[Int]]) throws -> GroupGap {
        let performances = try shares.enumerated().map { index, share in
            try GroupPerformance(name: "g\(index)", selected: share[0], rows: share[1])
        }
        return try #require(try GroupGap(.selection, of: performances))
    }

    @Test func `the sizes are those found by trying one after the other`() throws {
        for reference in try ReferenceValues.load().rows_needed {
            let needed = RowsNeeded(
                try gap(reference.shares), limit: reference.limit, rowsMost: 100_000)
            let expected = zip(reference.shares, reference.sizes).enumerated()
                .map { ($0.offset, $0.element.1 - $0.element.0[1]) }
                .filter { $0.1 > 0 }
                .map { GroupRows(group: "g\($0.0)", rows: $0.1, counted: $0.1) }
            #expect(needed == .more(expected), "\(reference)")
        }
    }

    @Test func `collecting the rows at the same rates decides`() throws {
        let before = try gap([[300, 500], [40, 100]])
        let judgement = try GapJudgement(before, limit: 0.1)
        #expect(judgement.outcome == .undecided)
        guard case .more(let rows) = judgement.rowsNeeded, rows.count == 1 else {
            Issue.record("\(String(describing: judgement.rowsNeeded))")
            return
        }
        #expect(rows[0].group == "g1")
        let size = 100 + rows[0].rows
        let after = try gap([[300, 500], [size * 4 / 10, size]])
        #expect(try GapJudgement(after, limit: 0.1).outcome == .beyond)
    }

    @Test func `a rate over some rows asks for all the rows that bring them`() throws {
        var confusion = ConfusionMatrix()
        for row in 0..<1_000 { confusion.count(label: row < 100, decision: row < 50) }
        let sparse = try GroupPerformance(name: "sparse", confusion: confusion, confidence: 0.95)
        let dense = try GroupPerformance(name: "dense", selected: 5_000, rows: 10_000)
        let gap = try #require(
            try GroupGap(.truePositive, of: [sparse, dense], confidence: 0.95))
        guard case .more(let rows) = RowsNeeded(gap, limit: 0.05, rowsMost: 1_000_000) else {
            Issue.record("no number of rows")
            return
        }
        #expect(rows.count == 1)
        #expect(rows[0].group == "sparse")
        #expect(rows[0].rows == rows[0].counted * 10)
    }

    @Test func `a gap exactly at the limit is never decided, and the search ends`() throws {
        let needed = RowsNeeded(try gap([[6, 8], [4, 8]]), limit: 0.25, rowsMost: 10_000_000)
        #expect(needed == .moreThan(rowsPerGroup: 10_000_000))
    }

    @Test func `the search ends for the most groups there may be`() throws {
        let shares = (0..<GroupMetrics.groupsMost).map { [40 + $0 % 20, 100 + $0] }
        let needed = RowsNeeded(try gap(shares), limit: 0.4, rowsMost: 10_000_000)
        guard case .more(let rows) = needed else {
            Issue.record("\(needed)")
            return
        }
        #expect(rows.count > 100)
        let sizes = rows.map { shares[Int($0.group.dropFirst()) ?? 0][1] + $0.counted }
        #expect(Set(sizes).count == 1, "the smallest samples are filled up to one size")
    }
}
