import Operations
import Statistics
import Testing
import Transparency

@Suite struct WatchColumnsTests {
    private let test: TestPlatform

    init() throws { test = try TestPlatform() }

    private func rows(_ count: Int, seed: UInt64, movedFrom row: Int? = nil) -> String {
        var random = SeededRandom(seed)
        let lines = (0..<count).map { index in
            let isMoved = row.map { index >= $0 } ?? false
            let (x, y) = (Int.random(in: 0..<100, using: &random), index % 10)
            return "\(x + (isMoved ? 60 : 0)),\(y),\(index % 2 == 0 ? "a" : "b"),7"
        }
        return "x,y,kind,fixed\n" + lines.joined(separator: "\n") + "\n"
    }

    private func watch(
        _ current: String, columns: [String]? = nil, isProfile: Bool = false
    ) throws -> WatchColumns.Watched {
        var reference = try test.write(rows(3_000, seed: 1), to: "reference.csv")
        if isProfile {
            let bytes = try ProfileFile.profile(reference).bytes
            reference += ".profile"
            try FileBytes.write(bytes, to: reference)
        }
        return try WatchColumns(
            reference: reference, current: test.write(current, to: "current.csv"),
            columns: columns, confidence: 0.95, plannedRows: 2_000
        ).run()
    }

    @Test(arguments: [false, true])
    func `the column that moves is told, with its row, by rows or a profile`(
        isProfile: Bool
    ) throws {
        let watched = try watch(rows(2_000, seed: 2, movedFrom: 1_000), isProfile: isProfile)
        #expect(watched.moved == ["x"] && watched.rows == 2_000)
        let at = try #require(watched.items.first { $0.name == "x" }?.watch.movedAt)
        #expect(at >= 1_000 && at < 1_050, "\(at)")
        #expect(watched.leftOut.map(\.column) == ["fixed", "kind"])
        #expect(try watch(rows(2_000, seed: 3), isProfile: isProfile).moved == [])
    }

    @Test func `what cannot be watched is refused`() throws {
        for (text, columns, saying) in [
            (rows(10, seed: 2), ["kind"], "has no column of numbers that changes"),
            (rows(10, seed: 2), ["zz"], "no column `zz`"), ("x\n", nil, "there are no rows"),
            ("", nil, "the file is empty"), ("x\n1\nhigh\n", nil, "no column of numbers"),
        ] as [(String, [String]?, String)] {
            let failure = #expect(throws: Failure.self) { try watch(text, columns: columns) }
            #expect(failure?.message.contains(saying) == true, "\(saying) in \(failure as Any)")
        }
        let twice = #expect(throws: Failure.self) {
            try WatchColumns(reference: "-", current: "-", confidence: 0.95).run()
        }
        #expect(twice?.code == "input_twice")
    }
}
