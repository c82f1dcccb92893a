import Governance
import Operations
import Statistics
import Testing
import Transparency

@Suite struct WeightColumnTests {
    /// Women weigh 3, men 1; every tenth decision is wrong, among women those of weight 0 too.
    private static func rows(_ weight: (Int) -> String) -> String {
        let lines = (0..<1_000).map { row in
            let label = row / 2 % 2
            let isRight = row % 2 == 1 || row / 4 % 5 > 0
            return "\(row % 2 == 0 ? "F" : "M"),\(label),\(label == (isRight ? 1 : 0) ? 0.9 : 0.1),"
                + "\(row % 10),\(weight(row))"
        }
        return "sex,label,p,x,w\n" + lines.joined(separator: "\n") + "\n"
    }

    private func evaluate(
        _ rows: String, sensitive: [String] = ["sex"],
        _ change: (inout EvaluateVersion) -> Void = { _ in }
    ) async throws -> [Evidence] {
        let story = try IncomeStory()
        try story.test.write(rows, to: "evaluation.csv")
        try story.test.write(rows, to: "reference.csv")
        let name = try await story.register().version.name
        var evaluation = EvaluateVersion(
            version: name, data: "\(story.test.folder)/evaluation.csv", label: "label",
            score: "p", sensitive: sensitive, threshold: 0.5, positive: nil, by: story.maker)
        evaluation.weight = "w"
        evaluation.reference = "\(story.test.folder)/reference.csv"
        evaluation.segments = ["sex"]
        change(&evaluation)
        return try await story.add(evaluation)
    }

    @Test func `an evaluation weighs its rows, says so, and names what takes no weights`()
        async throws
    {
        let evidence = try await evaluate(Self.rows { $0 % 2 == 0 ? "3" : "1" })
        let report = try #require(evidence.first?.predicate)
        // Women: 0.8 of weight 3; men: 1 of weight 1.
        let accuracy = try #require(report["accuracy"]?["value"]?.doubleValue)
        #expect(abs(accuracy - 0.85) < 1e-12)
        #expect(report["segments"]?["sex"]?["F"]?["accuracy"]?["value"]?.doubleValue == 0.8)
        #expect(report["n"] == 1_000)
        let weights = report["weights"]
        #expect(weights?["column"] == "w" && weights?["effective_rows"] == 800)
        #expect(weights?["sum"] == 2_000)
        #expect(weights?["unweighted"] == ["confusion", "quality", "worst_segments"])
        #expect(
            weights?["note"]?.stringValue?.contains("1000 rows count as 800.0 equal ones") == true)
        #expect(report["configuration"]?["weight"] == "w")
        let weighting = report["drift"]?["weighting"]
        #expect(weighting?["reference_effective_rows"] == 800)
        let columns = report["drift"]?["columns"]?.arrayValue ?? []
        #expect(columns.compactMap { $0["name"]?.stringValue } == ["sex", "label", "p", "x"])
        #expect(columns.allSatisfy { $0["effective_rows"]?["current"] == 800 })
        #expect(
            evidence.last?.predicate["unweighted"]?.stringValue
                == "groups are compared row by row, without the weights in `w`")
    }

    @Test func `weights of 1 say what no weights say`() async throws {
        let weighted = try #require(try await evaluate(Self.rows { _ in "1" }).first?.predicate)
        let plain = try #require(
            try await evaluate(Self.rows { _ in "1" }) { $0.weight = nil }.first?.predicate)
        #expect(plain["weights"] == nil)
        for name in ["accuracy", "recall", "brier", "log_loss", "f1", "auc"] {
            for member in ["value", "lower", "upper"] {
                let one = try #require(weighted[name]?[member]?.doubleValue)
                let other = try #require(plain[name]?[member]?.doubleValue)
                #expect(abs(one - other) < 1e-12, "\(name) \(member)")
            }
            #expect(weighted[name]?["method"] == plain[name]?["method"])
        }
    }

    @Test(
        arguments: [
            ("-0.5", "evaluation.csv: the column `w`: weight `-0.5` in row 4"),
            ("", "the column `w`: row 4 has no weight"), ("nan", "row 4 has no weight"),
            ("many", "`many`"),
            ("0", "the column `w`: all weights are 0"),
        ])
    func `weights that are none are refused in one sentence`(
        weight: String, saying: String
    ) async throws {
        let others = weight == "0" ? "0" : "1"
        let failure = await #expect(throws: Failure.self) {
            try await evaluate(Self.rows { $0 == 3 ? weight : others })
        }
        #expect(failure?.kind == .fault)
        #expect(failure?.message.contains(saying) == true, "\(failure?.message ?? "")")
        #expect(failure?.message.contains("\n") == false)
    }

    @Test func `what has no weighted form is refused, not left unweighted`() async throws {
        let classes = await #expect(throws: Failure.self) {
            try await evaluate(Self.rows { _ in "1" }) {
                $0.task = .ranking
                $0.query = "x"
            }
        }
        #expect(classes?.message.contains("weights are of two classes and of numbers") == true)
        let groups = await #expect(throws: Failure.self) {
            try await evaluate(Self.rows { _ in "1" }) { $0.task = .regression }
        }
        #expect(
            groups?.message.hasPrefix("groups are not compared by weighted numbers: leave out")
                == true)
        let other = await #expect(throws: Failure.self) {
            try await evaluate(Self.rows { _ in "1" }) { $0.weight = "wait" }
        }
        #expect(other?.message.contains("no column `wait`") == true)
    }

    @Test func `numbers are weighed, too`() async throws {
        let report = try #require(
            try await evaluate(Self.rows { "\($0 % 3)" }, sensitive: []) {
                $0.task = .regression
                $0.segments = []
            }.first?.predicate)
        #expect(report["weights"]?["ignored_rows"] == 334)
        #expect(report["mean_absolute_error"]?["n"] == 666)
        #expect(report["calibration"]?["bins"]?.arrayValue?.isEmpty == false)
    }
}
