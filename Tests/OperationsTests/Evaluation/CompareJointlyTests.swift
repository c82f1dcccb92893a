import Operations
import Statistics
import Testing
import Transparency

@Suite struct CompareJointlyTests {
    private let test: TestPlatform

    init() throws { test = try TestPlatform() }

    /// A column of numbers and one of two kinds, by chance.
    private func rows(_ count: Int, seed: UInt64, shift: Int = 0, _ more: String = "") -> String {
        var random = SeededRandom(seed)
        let lines = (0..<count).map { _ in
            let (x, kind) = (Int.random(in: 0..<50, using: &random), Bool.random(using: &random))
            return "\(x + shift),\(kind ? "a" : "b")" + (more.isEmpty ? "" : ",1")
        }
        return "x,kind\(more)\n" + lines.joined(separator: "\n") + "\n"
    }

    private func compare(
        _ current: String, columns: [String]? = nil, limit: Double = 0.6
    ) throws -> CompareJointly.Compared {
        try CompareJointly(
            reference: test.write(rows(1_500, seed: 1), to: "reference.csv"),
            current: test.write(current, to: "current.csv"), columns: columns, limit: limit,
            confidence: 0.95, seed: 1
        ).run()
    }

    @Test func `alike sides are steady, a shift is told, and the column that told it`() throws {
        let same = try compare(rows(1_500, seed: 2))
        #expect(same.isBeyond == false && same.discrepancy.pValue > 0.01)
        let moved = try compare(rows(1_500, seed: 2, shift: 30, ",extra"))
        #expect(moved.isBeyond == true && moved.classifier.area > 0.75)
        #expect(moved.discrepancy.pValue < 0.01)
        #expect(moved.importance.first?.column == "x" && moved.leftOut == ["extra"])
        #expect(abs(moved.importance.reduce(0) { $0 + $1.share } - 1) < 1e-9)
        #expect(moved.json["verdict"] == "drifted")
    }

    @Test func `too few rows, no shared column and a limit that is none are refused`() throws {
        for (text, limit, saying) in [
            (rows(20, seed: 3), 0.6, "20 rows are too few"),
            ("z\n1\n", 0.6, "no column is in both files"),
            (rows(60, seed: 3), 1.5, "the limit of an area"), ("", 0.6, "the file is empty"),
        ] {
            let failure = #expect(throws: Failure.self) { try compare(text, limit: limit) }
            #expect(failure?.message.contains(saying) == true, "\(saying)")
        }
    }
}
