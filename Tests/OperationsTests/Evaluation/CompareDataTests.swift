import Operations
import Statistics
import Testing
import Transparency

@Suite struct CompareDataTests {
    private let test: TestPlatform

    init() throws {
        test = try TestPlatform()
        try test.write(Self.rows(0..<2000), to: "reference.csv")
        try test.write(Self.rows(0..<2000), to: "same.csv")
        try test.write(Self.rows(0..<2000, older: 40), to: "older.csv")
    }

    /// Ages evenly from 20 to 59, and two groups of the same size.
    private static func rows(_ rows: Range<Int>, older years: Int = 0) -> String {
        let lines = rows.map { "\(20 + $0 % 40 + years),\($0 % 2 == 0 ? "F" : "M"),\($0 % 4)" }
        return "age,sex,weight\n" + lines.joined(separator: "\n") + "\n"
    }

    private func compare(
        _ current: String, with reference: String = "reference.csv", columns: [String]? = nil,
        weight: String? = nil
    ) throws -> CompareData.Compared {
        try CompareData(
            reference: "\(test.folder)/\(reference)", current: "\(test.folder)/\(current)",
            columns: columns, weight: weight, settings: DriftSettings()
        ).run()
    }

    private func profile(_ name: String) throws -> String {
        let bytes = try ProfileFile.profile("\(test.folder)/\(name)").bytes
        try FileBytes.write(bytes, to: "\(test.folder)/\(name).profile")
        return "\(name).profile"
    }

    @Test func `files are compared exactly: the same rows lie at 0, others where they lie`() throws
    {
        let same = try compare("same.csv")
        #expect(same.isExact && same.referenceRows == 2000 && same.currentRows == 2000)
        #expect(same.report.columns.map(\.name) == ["age", "sex", "weight"])
        #expect(same.report.columns.allSatisfy { $0.effect?.estimate == 0 })
        #expect(same.report.drifted == [])
        // 40 years later nobody is as old as anybody was.
        let older = try compare("older.csv")
        #expect(older.report.drifted == ["age"])
        #expect(older.report.columns.first?.effect?.estimate == 1)
    }

    @Test(arguments: [(true, false), (false, true), (true, true)])
    func `either side may be a profile, and says the same with wider intervals`(
        reference: Bool, current: Bool
    ) throws {
        let exact = try compare("older.csv")
        let kept = try compare(
            current ? profile("older.csv") : "older.csv",
            with: reference ? profile("reference.csv") : "reference.csv")
        #expect(!kept.isExact && kept.referenceRows == 2000 && kept.currentRows == 2000)
        #expect(kept.report.columns.map(\.name) == exact.report.columns.map(\.name))
        #expect(kept.report.drifted == exact.report.drifted)
        for (kept, exact) in zip(kept.report.columns, exact.report.columns) {
            let (kept, exact) = (try #require(kept.effect), try #require(exact.effect))
            #expect(kept.lower <= exact.estimate && exact.estimate <= kept.upper)
            #expect(kept.upper - kept.lower >= exact.upper - exact.lower)
        }
    }

    @Test func `a column that one side lacks is said to be missing there`() throws {
        try test.write("age,city\n20,Oslo\n30,Rome\n", to: "other.csv")
        let report = try compare("other.csv").report
        let verdict = { name in report.columns.first { $0.name == name }?.verdict }
        #expect(verdict("sex") == .unmeasured(.columnMissing("sex", .current)))
        #expect(verdict("city") == .unmeasured(.columnMissing("city", .reference)))
    }

    @Test func `weights count rows as often as they say`() throws {
        let lines = (0..<1000).map { "\($0 % 2 == 0 ? "F" : "M"),\($0 % 2 == 0 ? 3 : 1)" }
        try test.write("sex,weight\n" + lines.joined(separator: "\n") + "\n", to: "weighted.csv")
        let quarters = (0..<1000).map { "\($0 % 4 == 0 ? "M" : "F"),1" }
        try test.write("sex,weight\n" + quarters.joined(separator: "\n") + "\n", to: "quarter.csv")
        let plain = try compare("weighted.csv", with: "quarter.csv", columns: ["sex"])
        #expect(plain.report.columns.first?.effect?.estimate ?? 0 > 0.1)
        let weighted = try compare(
            "weighted.csv", with: "quarter.csv", columns: ["sex"], weight: "weight")
        #expect(weighted.report.columns.map(\.name) == ["sex"])
        #expect(abs(weighted.report.columns.first?.effect?.estimate ?? 1) < 1e-6)
    }

    @Test func `bad weights are one sentence, with the file and the row`() throws {
        for (weight, says) in [
            ("-1", "weight `-1.0` in row 2 is not a number of 0 or more"),
            ("inf", "inf"), ("", "row 2 has no weight"),
        ] {
            try test.write("age,weight\n1,1\n2,\(weight)\n3,1\n", to: "bad.csv")
            let failure = #expect(throws: Failure.self) {
                try compare("bad.csv", columns: ["age"], weight: "weight")
            }
            #expect(failure?.message.contains(says) == true, "\(failure?.message ?? "")")
            #expect(failure?.message.contains("bad.csv") == true)
        }
        try test.write("age,weight\n1,0\n2,0\n", to: "none.csv")
        let failure = #expect(throws: Failure.self) { try compare("none.csv", weight: "weight") }
        #expect(failure?.code == "bad_weights")
        #expect(failure?.message.contains("all weights are 0, so no row counts") == true)
    }

    @Test func `weighted answers say how many equal rows they rest on`() throws {
        let weighted = try compare("older.csv", weight: "weight")
        // 0, 1, 2, 3 in turn: (Σw)² / Σw² = 36 / 14 of each four.
        let effective = 500.0 * 36 / 14
        #expect(abs((weighted.weighting?.currentEffectiveRows ?? 0) - effective) < 1e-9)
        #expect(weighted.json["weighting"]?["column"] == "weight")
        let rows = weighted.json["columns"]?[0]?["effective_rows"]?["reference"]?.doubleValue
        #expect(abs((rows ?? 0) - effective) < 1e-9)
        #expect(try compare("older.csv").json["weighting"] == nil)
    }

    @Test(arguments: [
        ("same.csv", ["agee"], nil, "did you mean `age`"),
        ("same.csv", ["age"], "wait", "no column `wait`"),
        ("same.csv", nil, "wait", "the column `wait` of weights is not there"),
        ("same.csv", nil, "sex", "the column `sex` of weights holds no numbers"),
        ("empty.csv", nil, nil, "the file is empty"),
        ("header.csv", nil, nil, "there are no rows to compare"),
        ("nothing.csv", nil, nil, "no such file"), ("blobs", nil, nil, "is a directory"),
    ])
    func `what cannot be compared is said in one sentence with its file`(
        current: String, columns: [String]?, weight: String?, saying: String
    ) throws {
        try test.write("", to: "empty.csv")
        try test.write("age,sex,weight\n", to: "header.csv")
        let failure = try #require(
            #expect(throws: Failure.self) {
                try compare(current, columns: columns, weight: weight)
            })
        #expect(failure.kind == .fault)
        #expect(failure.message.contains(saying), "\(failure)")
        #expect(failure.message.contains(".csv") || current == "blobs")
        #expect(!failure.message.contains("\n"))
    }

    @Test func `profiles have no rows to weigh, and no columns that they have not`() throws {
        let kept = try profile("same.csv")
        let weighed = #expect(throws: Failure.self) { try compare(kept, weight: "weight") }
        #expect(weighed?.code == "weighted_profile")
        let unknown = #expect(throws: Failure.self) { try compare(kept, columns: ["agee"]) }
        #expect(unknown?.message.contains("no column `agee`") == true)
        try test.write("age,sex,weight\n", to: "header.csv")
        let empty = try profile("header.csv")
        let none = #expect(throws: Failure.self) { try compare(empty) }
        #expect(none?.message.contains("no rows to compare") == true)
    }
}
