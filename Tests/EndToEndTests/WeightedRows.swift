import Foundation
import Testing
import Transparency

/// `--weight` of rows and `--ranges` of numbers, as a person types them.
@Suite struct WeightedRows {
    private static let data = "\(AdultIncome.folder)/evaluation.csv"
    private static let training = "\(AdultIncome.folder)/training.csv"

    private func expect(
        _ answer: Programs.Answer, _ status: Int32 = 0, is schema: String,
        _ location: SourceLocation = #_sourceLocation
    ) throws {
        #expect(answer.status == status, "\(answer)", sourceLocation: location)
        let json = try #require(answer.json, "\(answer)", sourceLocation: location)
        let differences = try JSONSchema(named: schema).differences(in: json)
        #expect(differences == [], sourceLocation: location)
    }

    @Test func `weights and ranges are in each answer as its schema says`() async throws {
        let story = AdultIncome(home: try TestHome())
        _ = try await story.register(
            "\(AdultIncome.folder)/model", AdultIncome.terms + AdultIncome.parts())
        let page = "\(story.home.folder)/page.html"
        let answer = try await story.home.assay(
            "eval", "income@1", "--data", Self.data, "--label", "label", "--weight",
            "hours_per_week", "--sensitive", "age", "--ranges", "age=25,65", "--reference",
            Self.training, "--suite", "high", "--report", page, "--json")
        try expect(answer, is: "eval")
        let evidence = answer.json?["evidence"]
        #expect(evidence?[0]?["predicate"]?["weights"]?["column"] == "hours_per_week")
        #expect(evidence?[1]?["predicate"]?["by"]?["age"]?["cut"]?["edges"] == [25, 65])
        let groups = evidence?[1]?["predicate"]?["by"]?["age"]?["groups"]?.objectValue ?? [:]
        #expect(Set(groups.keys) == ["under 25", "25 to under 65", "65 or more"])
        #expect(
            try String(contentsOfFile: page, encoding: .utf8).contains(
                "weighted by `hours_per_week`"))
        let again = try await story.home.assay("evidence", "recompute", "income@1", "--json")
        #expect(again.status == 0, "\(again)")
        let drift = try await story.home.assay(
            "drift", Self.training, Self.data, "--weight", "hours_per_week", "--multivariate",
            "--json")
        try expect(drift, 0, is: "drift")
        #expect(drift.json?["weighting"]?["column"] == "hours_per_week")
        #expect(drift.json?["multivariate"]?["unweighted"] != nil)
        let ages = ["fairness", Self.data, "--label", "label", "--score", "score"]
        let fairness = try await story.home.assay(ages + ["--sensitive", "age", "--json"])
        try expect(fairness, is: "fairness")
        #expect(fairness.json?["reports"]?[0]?["cut"]?["quartiles"] == true)
        for (more, saying) in [
            (["--sensitive", "age", "--ranges", "sex=3"], "no column of `--sensitive`"),
            (["--sensitive", "age", "--ranges", "age=5,3"], "ascending numbers"),
            (["--sensitive", "sex", "--ranges", "sex=3"], "cannot be cut into ranges"),
        ] {
            let refused = try await story.home.assay(ages + more)
            #expect(refused.status == 3 && refused.complaint.contains(saying), "\(refused)")
        }
    }

    @Test func `groups of numbers are cut alike, and take no weights`() async throws {
        let story = AdultIncome(home: try TestHome())
        _ = try await story.register(
            "\(AdultIncome.folder)/model", AdultIncome.terms + AdultIncome.parts())
        let asked = [
            "eval", "income@1", "--data", Self.data, "--label", "hours_per_week", "--score",
            "score",
            "--task", "regression", "--sensitive", "age",
        ]
        let answer = try await story.home.assay(asked + ["--json"])
        try expect(answer, is: "eval")
        let fairness = answer.json?["evidence"]?[1]?["predicate"]
        #expect(fairness?["task"] == "regression")
        #expect(fairness?["by"]?["age"]?["cut"]?["quartiles"] == true)
        let refused = try await story.home.assay(asked + ["--weight", "hours_per_week"])
        #expect(refused.status == 3, "\(refused)")
        #expect(refused.complaint.contains("groups are not compared by weighted numbers"))
    }
}
