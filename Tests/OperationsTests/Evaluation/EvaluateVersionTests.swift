import Governance
import Operations
import Testing
import Transparency

@Suite struct EvaluateVersionTests {
    private func evaluate(
        _ story: IncomeStory, _ name: VersionName, data: String = "evaluation.csv",
        label: String = "label", score: String = "fair", sensitive: [String] = ["sex"],
        threshold: Double = 0.5, positive: String? = nil
    ) async throws -> [Evidence] {
        try await story.add(
            EvaluateVersion(
                version: name, data: "\(story.test.folder)/\(data)", label: label, score: score,
                sensitive: sensitive, threshold: threshold, positive: positive, by: story.maker))
    }

    @Test func `the evidence names the data and what made the scores, and no more`() async throws {
        let story = try IncomeStory()
        let name = try await story.register().version.name
        let evidence = try await evaluate(story, name)
        #expect(evidence.map(\.kind) == [.evalReport, .fairnessReport])
        for item in evidence { #expect(item.roles == [.evaluationData, .weights]) }
        let report = try #require(evidence.first?.predicate)
        #expect(report["n"] == 4000)
        #expect(report["accuracy"]?["value"] == 0.9)
        let women = evidence.last?.predicate["by"]?["sex"]?["groups"]?["F"]
        #expect(women?["n"] == 2000)
        #expect(women?["true_positive_rate"]?["value"] == 0.9)
    }

    @Test func `data that is no part of the version measures nothing`() async throws {
        let story = try IncomeStory()
        let name = try await story.register().version.name
        try story.test.write(IncomeStory.evaluation + "M,1,0.9,0.9\n", to: "other.csv")
        let count = try await story.test.recordCount()
        let failure = try await story.test.failure {
            try await evaluate(story, name, data: "other.csv")
        }
        #expect(failure.code == "other_data")
        #expect(failure.kind == .fault)
        #expect(try await story.test.recordCount() == count)
    }

    @Test(arguments: [
        ("sex,label,p\nF,1,0.5\nM,0\n", "bad_table", "line 3 has 2 cells"),
        ("sex,label,p\nF,1,0.5\nM,0,high\n", "bad_table", "`high` in column `p`, line 3"),
        ("sex,label,p\nF,1,0.5\nM,perhaps,0.1\n", "bad_table", "`perhaps` in column `label`"),
        ("sex,label,p\nF,1,\nM,0,0.1\n", "bad_table", "line 2"),
        ("sex,label,q\nF,1,0.5\n", "bad_table", "no column `p`"),
        ("sex,label,p\nF,1,\"0.5\n", "bad_table", "never closed"),
        ("", "bad_table", "empty"), ("sex,label,p\n", "bad_table", "no rows"),
        ("sex,label,p\nF,1,1.5\nM,0,0.1\n", "bad_sample", ""),
        ("sex,label,p\nF,1,nan\nM,0,0.1\n", "bad_table", "`nan`"),
    ])
    func `a table that does not read is a fault with its place`(
        text: String, code: String, phrase: String
    ) async throws {
        let story = try IncomeStory()
        try story.test.write(text, to: "evaluation.csv")
        let name = try await story.register().version.name
        let count = try await story.test.recordCount()
        let failure = try await story.test.failure { try await evaluate(story, name, score: "p") }
        #expect(failure.code == code, "\(failure)")
        #expect(failure.kind == .fault)
        #expect(failure.message.contains(phrase), "\(failure)")
        #expect(try await story.test.recordCount() == count)
    }

    @Test(arguments: [Double.nan, .infinity, -1, 2])
    func `a threshold is a score`(threshold: Double) async throws {
        let story = try IncomeStory()
        let name = try await story.register().version.name
        let failure = try await story.test.failure {
            try await evaluate(story, name, threshold: threshold)
        }
        #expect(failure.kind == .fault)
    }

    @Test func `one group alone has no gap, and the gate stays undecided`() async throws {
        let story = try IncomeStory()
        let lines = IncomeStory.evaluation.split(separator: "\n").filter { !$0.hasPrefix("M,") }
        try story.test.write(lines.joined(separator: "\n") + "\n", to: "evaluation.csv")
        let name = try await story.register().version.name
        _ = try await evaluate(story, name)
        let finding = try await story.gate(name).decision.findings
            .first { $0.rule == "equal-opportunity" }
        #expect(finding?.outcome == .undecided)
    }
}
