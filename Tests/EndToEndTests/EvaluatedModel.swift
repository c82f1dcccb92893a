import Foundation
import Testing
import Transparency

/// `assay eval`, `drift`, `profile` and `fairness` as a person types them.
@Suite struct EvaluatedModel {
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

    @Test func `a version is measured with its own model, and its page needs nothing else`()
        async throws
    {
        let story = AdultIncome(home: try TestHome())
        _ = try await story.register(
            "\(AdultIncome.folder)/model", AdultIncome.terms + AdultIncome.parts())
        _ = try await story.register("\(AdultIncome.folder)/model-2")
        let page = "\(story.home.folder)/income.html"
        let answer = try await story.home.assay(
            "eval", "income@2", "--data", Self.data, "--label", "label", "--sensitive", "sex,race",
            "--segment", "occupation", "--reference", Self.training, "--against", "income@1",
            "--suite", "high", "--report", page, "--baseline", "sex=Female", "--json")
        try expect(answer, is: "eval")
        let evidence = answer.json?["evidence"]
        #expect(evidence?[1]?["predicate"]?["by"]?["sex"]?["baseline"] == "Female")
        #expect(evidence?[1]?["predicate"]?["by"]?["race"]?["baseline"] == "White")
        #expect(evidence?[0]?["grade"] == "observed")
        #expect(evidence?[0]?["predicate"]?["drift"]?["drifted"] == [])
        #expect(evidence?[0]?["predicate"]?["comparison"]?["with"] == "model:income@1")
        #expect(evidence?[2]?["kind"] == "explainability_report")
        let html = try String(contentsOfFile: page, encoding: .utf8)
        for part in ["Performance", "Calibration", "Fairness by sex", "Drift", "noise"] {
            #expect(html.contains(part), "\(part)")
        }
        for outside in ["http:", "https:", "<script", "<link", "<img", "@import", "url("] {
            #expect(!html.contains(outside), "\(outside)")
        }
    }

    @Test(arguments: [
        ("sex=Fenale", "Fenale"), ("age=1", "does not read"), ("sex", "does not read"),
    ])
    func `a baseline that is none is said in one sentence`(
        text: String, saying: String
    ) async throws {
        let story = AdultIncome(home: try TestHome())
        _ = try await story.register(
            "\(AdultIncome.folder)/model", AdultIncome.terms + AdultIncome.parts())
        let answer = try await story.home.assay(
            "eval", "income@1", "--data", Self.data, "--label", "label", "--sensitive", "sex",
            "--baseline", text, "--suite", "low")
        #expect(answer.status == 3)
        #expect(answer.complaint.contains(saying), "\(answer.complaint)")
        #expect(answer.complaint.split(separator: "\n").count == 1)
    }

    @Test func `the example's policy reads what was measured`() async throws {
        let story = AdultIncome(home: try TestHome())
        let policy = URL(filePath: AdultIncome.folder).deletingLastPathComponent()
            .appending(path: "policies/measured.yaml").path()
        #expect(try await story.home.assay("policy", "test", policy).status == 0)
        _ = try await story.register(
            "\(AdultIncome.folder)/model", AdultIncome.terms + AdultIncome.parts())
        let version = try await story.register("\(AdultIncome.folder)/model-2")
        #expect(version.status == 0)
        let gate = ["gate", "income@2", "--to", "production", "--policy", policy, "--json"]
        let before = try await story.home.assay(gate)
        #expect(before.status == 2)
        #expect(Set(outcomes(before).values) == ["undecided"])
        _ = try await story.home.assay(
            "eval", "income@2", "--data", Self.data, "--label", "label", "--sensitive", "sex",
            "--segment", "occupation", "--reference", Self.training, "--against", "income@1",
            "--suite", "high")
        let after = try await story.home.assay(gate)
        #expect(after.status == 1)
        var expected = outcomes(before).mapValues { _ in "holds" }
        expected["four-fifths"] = "violated"
        #expect(outcomes(after) == expected)
    }

    @Test func `a group's name is text on the page, whatever it says`() async throws {
        let home = try TestHome()
        let name = "<img src=x onerror='alert(1)'>"
        let rows = (0..<200).map { row in
            "\(row % 2 == 0 ? name : "<b>other</b>"),\(row % 3 == 0 ? 1 : 0),0.\(row % 9)"
        }
        let data = try home.write(
            "\(name),y,p\n" + rows.joined(separator: "\n") + "\n", to: "data.csv")
        let weights = try home.write("{}", to: "model/config.json")
        let registered = try await home.assay(
            ["register", "model", "m", "--from", "\(home.folder)/model"] + AdultIncome.terms
                + ["--part", "evaluation-data=\(data)"])
        #expect(registered.status == 0, "\(registered) \(weights)")
        let page = "\(home.folder)/page.html"
        let answer = try await home.assay(
            "eval", "m@1", "--data", data, "--label", "y", "--score", "p", "--sensitive", name,
            "--segment", name, "--report", page)
        #expect(answer.status == 0, "\(answer)")
        let html = try String(contentsOfFile: page, encoding: .utf8)
        #expect(html.contains("&lt;img src=x onerror=&#39;alert(1)&#39;&gt;"))
        #expect(!html.contains("<img") && !html.contains("<b>other"))
    }

    @Test func `each kind of question is measured, written down and judged by a rule`() async throws
    {
        let home = try TestHome()
        let rows = (0..<300).map { row in
            let kind = ["cat", "dog", "bird"][row % 3]
            let scores = ["cat", "dog", "bird"].map { $0 == kind || row % 5 == 0 ? "0.4" : "0.3" }
            return "\(kind),\(scores.joined(separator: ",")),\(row).5,\(row + row % 2),\(row / 10),"
                + "\(row % 7 == 0 ? 2 : 0)"
        }
        let data = try home.write(
            "kind,p_cat,p_dog,p_bird,size,guess,query,gain\n" + rows.joined(separator: "\n") + "\n",
            to: "data.csv")
        try home.write("{}", to: "model/config.json")
        let registered = try await home.assay(
            ["register", "model", "m", "--from", "\(home.folder)/model"] + AdultIncome.terms
                + ["--part", "evaluation-data=\(data)"])
        #expect(registered.status == 0, "\(registered)")
        for (task, more, saying) in [
            ("multiclass", "--label kind --score p_cat,p_dog,p_bird", "Class by class"),
            ("multiclass", "--label kind --prediction kind", "What was taken for what"),
            ("regression", "--label size --score guess --quantiles 0.9", "Along its predictions"),
            ("ranking", "--label gain --score guess --query query", "Among the first places"),
        ] {
            let page = "\(home.folder)/page.html"
            let words = more.split(separator: " ").map(String.init)
            let answer = try await home.assay(
                ["eval", "m@1", "--data", data, "--report", page, "--training", data, "--json"]
                    + words)
            try expect(answer, is: "eval")
            let predicate = answer.json?["evidence"]?[0]?["predicate"]
            #expect(predicate?["task"]?.stringValue == task)
            #expect(predicate?["contamination"]?["share"]?["value"] == 1)
            #expect(try String(contentsOfFile: page, encoding: .utf8).contains(saying))
            let text = try await home.assay(
                ["eval", "m@1", "--data", data, "--training", data] + words)
            #expect(text.output.contains(task))
        }
        let policy = try home.write(Self.ranked, to: "ranked.yaml")
        let judged = try await home.assay(
            "gate", "m@1", "--to", "production", "--policy", policy, "--json")
        #expect(outcomes(judged) == ["good-enough": "holds", "seen": "violated"], "\(judged)")
    }

    private static let ranked = """
        policy: ranked
        title: Rankings
        applies:
          risk: [high]
          to: [production]
        rules:
          - id: good-enough
            title: The first ten hold most of what counts
            evidence: {kind: eval_report}
            require: atLeast(evidence.eval_report.at["10"].recall, 0.5)
            because: nobody looks further
            controls: [eu-ai-act/Art. 15]
          - id: seen
            title: Rows that the model has not seen
            evidence: {kind: eval_report}
            require: atMost(evidence.eval_report.contamination.share, 0.01)
            because: what was learnt by heart proves nothing
            controls: [eu-ai-act/Art. 15]

        """

    @Test func `performance is estimated before labels are known`() async throws {
        let story = AdultIncome(home: try TestHome())
        _ = try await story.register(
            "\(AdultIncome.folder)/model", AdultIncome.terms + AdultIncome.parts())
        let page = "\(story.home.folder)/page.html"
        let answer = try await story.home.assay(
            "eval", "income@1", "--data", Self.data, "--reference", Self.training,
            "--reference-label", "label", "--report", page, "--json")
        try expect(answer, is: "eval")
        let estimated = answer.json?["evidence"]?[0]?["predicate"]?["estimated"]
        let area = try #require(estimated?["auc"]?["value"]?.doubleValue)
        let known = try await story.home.assay(
            "eval", "income@1", "--data", Self.data, "--label", "label", "--suite", "low", "--json")
        let measured = known.json?["evidence"]?[0]?["predicate"]?["auc"]?["value"]?.doubleValue
        #expect(abs(area - (measured ?? 0)) < 0.02, "\(area) beside \(measured ?? 0)")
        #expect(try String(contentsOfFile: page, encoding: .utf8).contains("Estimated performance"))
    }

    @Test func `all columns at once and row by row are written down, too`() async throws {
        let home = try TestHome()
        let joint = try await home.assay(
            "drift", Self.training, Self.data, "--multivariate", "--json")
        try expect(joint, 0, is: "drift")
        #expect(joint.json?["multivariate"]?["verdict"] == "steady")
        let steady = try await home.assay(
            "drift", Self.training, Self.data, "--sequential", "--columns", "age,hours_per_week",
            "--json")
        try expect(steady, 0, is: "drift-sequential")
        let lines = (0..<2000).map { "\($0 % 40 + 60)" }
        let old = try home.write("age\n" + lines.joined(separator: "\n") + "\n", to: "old.csv")
        let moved = try await home.assay("drift", Self.training, old, "--sequential", "--json")
        try expect(moved, 1, is: "drift-sequential")
        #expect(moved.json?["moved"] == ["age"])
        let text = try await home.assay("drift", Self.training, old, "--sequential")
        #expect(text.output.contains("moved") && text.output.contains("cusum at row"))
    }

    @Test func `drift says yes, no or undecided by its status`() async throws {
        let home = try TestHome()
        let steady = try await home.assay("drift", Self.training, Self.data, "--json")
        try expect(steady, 0, is: "drift")
        #expect(steady.json?["exact"] == true && steady.json?["drifted"] == [])
        let lines = (0..<2000).map { "\($0 % 40 + 90)" }
        let old = try home.write("age\n" + lines.joined(separator: "\n") + "\n", to: "old.csv")
        let drifted = try await home.assay(
            "drift", Self.training, old, "--columns", "age", "--json")
        try expect(drifted, 1, is: "drift")
        #expect(drifted.json?["drifted"] == ["age"])
        let few = try home.write("age\n20\n30\n40\n", to: "few.csv")
        let undecided = try await home.assay(
            "drift", Self.training, few, "--columns", "age", "--json")
        try expect(undecided, 2, is: "drift")
        #expect(
            undecided.json?["columns"]?[0]?["reason"]?.stringValue?.contains("current rows") == true
        )
        let lacking = try await home.assay("drift", Self.training, few)
        #expect(lacking.status == 2)
        #expect(lacking.output.contains("the current rows have no column `sex`"))
        #expect(!FileManager.default.fileExists(atPath: home.path))
    }

    @Test func `profiles of parts are merged, shown and compared`() async throws {
        let home = try TestHome()
        let lines = try String(contentsOfFile: Self.data, encoding: .utf8).split(separator: "\n")
        for (name, part) in [("one", lines[1..<9000]), ("two", lines[9000...])] {
            let rows = ([lines[0]] + part).joined(separator: "\n")
            let file = try home.write(rows + "\n", to: "\(name).csv")
            let kept = try await home.assay(
                "profile", file, "--output", "\(home.folder)/\(name)", "--json")
            try expect(kept, is: "profile")
        }
        let merged = try await home.assay(
            "profile", "merge", "\(home.folder)/two", "\(home.folder)/one", "--output",
            "\(home.folder)/all", "--json")
        try expect(merged, is: "profile")
        #expect(merged.json?["rows"] == 16281)
        let shown = try await home.assay("profile", "show", "\(home.folder)/all", "--json")
        try expect(shown, is: "profile")
        #expect(shown.output == merged.output)
        let same = try await home.assay(
            "drift", "\(home.folder)/all", Self.data, "--columns", "age,sex", "--json")
        try expect(same, is: "drift")
        #expect(same.json?["exact"] == false)
    }

    @Test func `fairness measures each column at each threshold`() async throws {
        let home = try TestHome()
        let answer = try await home.assay(
            "fairness", Self.data, "--label", "label", "--score", "score", "--sensitive",
            "sex,race", "--cross", "--threshold", "0.3,0.5", "--json")
        try expect(answer, is: "fairness")
        let reports = try #require(answer.json?["reports"]?.arrayValue)
        #expect(reports.map { $0["attribute"] } == ["sex", "race", "sex × race"])
        #expect(reports.allSatisfy { $0["thresholds"]?.arrayValue?.count == 2 })
        let text = try await home.assay(
            "fairness", Self.data, "--label", "label", "--score", "score", "--sensitive", "sex",
            "--baseline", "Male")
        #expect(text.status == 0)
        #expect(text.output.contains("compared with `Male`"))
        #expect(text.output.contains("below four fifths"))
        let mitigated = try await home.assay(
            "fairness", Self.data, "--label", "label", "--score", "score", "--sensitive", "sex",
            "--mitigate", "--json")
        try expect(mitigated, is: "fairness")
        let found = mitigated.json?["reports"]?[0]?["mitigation"]?[0]?["thresholds"]
        #expect(found?.arrayValue?.count == 3)
        let shown = try await home.assay(
            "fairness", Self.data, "--label", "label", "--score", "score", "--sensitive", "sex",
            "--mitigate")
        #expect(shown.output.contains("demographic parity") && shown.output.contains("→"))
    }

    @Test(arguments: [
        ("drift HOME DATA", "is a directory"), ("drift EMPTY DATA", "the file is empty"),
        ("drift DATA HEADER", "there are no rows to compare"),
        ("drift DATA nothing.csv", "nothing.csv: cannot be read: no such file"),
        ("drift DATA DATA --columns ,", "`--columns` names no column"),
        ("drift DATA DATA --columns age,age", "names `age` twice"),
        ("drift DATA DATA --columns agee", "did you mean `age`"),
        ("drift DATA DATA --weight sex", "holds no numbers"),
        ("drift DATA DATA --numbers =", "`=` is no limit of numbers"),
        ("drift DATA DATA --numbers cramers-v=0.1", "it may be `kolmogorov-smirnov`"),
        ("drift DATA DATA --categories jensen-shannon=-1", "no limit of categories"),
        ("drift DATA DATA --numbers wasserstein=nan", "no limit of numbers"),
        ("drift DATA DATA --confidence 2", "not strictly between 0 and 1"),
        ("profile HOME", "is a directory"), ("profile EMPTY", "the file is empty"),
        ("profile show DATA", "the bytes are not a profile"),
        ("profile -", "standard input: the file is empty"),
        ("profile DATA --output HOME", "is a directory"),
        ("fairness DATA --label label --score score --sensitive ,", "names no column"),
        ("fairness DATA --label label --score score --sensitive sex,sex", "`sex` twice"),
        ("fairness DATA --label label --score score --sensitive sx", "did you mean `sex`"),
        ("fairness DATA --label label --score sex --sensitive race", "is not a finite number"),
        ("fairness DATA --label sex --score score --sensitive race", "is not a label"),
        ("fairness DATA --label label --score score --sensitive sex --threshold inf", "`inf`"),
        ("fairness HEADER --label a --score b --sensitive c", "there are no rows to measure"),
        ("fairness DATA --label label --score score --sensitive sex --baseline X", "no group `X`"),
        ("fairness DATA --label label --score score --sensitive sex --replicates 9", "too few"),
        ("drift - -", "which can be read once"),
        ("drift DATA -", "standard input: the file is empty"),
        ("drift DATA DATA --multivariate --multivariate-limit 2", "the limit of an area"),
        ("drift - DATA --sequential", "which can be read once"),
        ("eval income@9 --data DATA --label label", "there is no `model:income`"),
        ("eval income --data DATA --label label", "`income` is no version"),
        ("eval income@1 --data DATA --label label --report HOME", "is a directory"),
        ("eval income@1 --data DATA --label label --suite all", "there is no suite `all`"),
    ])
    func `what makes no sense is said in one sentence`(typed: String, saying: String) async throws {
        let home = try TestHome()
        let places = [
            "HOME": home.folder, "DATA": Self.data, "EMPTY": try home.write("", to: "empty.csv"),
            "HEADER": try home.write("a,b,c\n", to: "header.csv"),
        ]
        let answer = try await home.assay(
            typed.split(separator: " ").map { places[String($0)] ?? String($0) })
        #expect(answer.status == 3, "\(answer)")
        #expect(answer.complaint.contains(saying), "\(answer.complaint)")
        #expect(answer.complaint.split(separator: "\n").count == 1)
    }

    @Test(arguments: [
        "drift DATA", "profile", "profile merge", "fairness DATA --label label",
        "eval income@1 --data DATA --label label --against-score score",
        "eval income@1 --data DATA --label label --score score --model m.json",
        "eval income@1 --data DATA --label label --suite low --reference DATA",
        "eval income@1 --data DATA", "eval income@1 --data DATA --reference-label label",
        "eval income@1 --data DATA --label label --task regression --positive x",
        "eval income@1 --data DATA --label label --task ranking",
        "eval income@1 --data DATA --label label --query q --classes a,b",
        "eval income@1 --data DATA --label label --prediction p --score s",
        "eval income@1 --data DATA --reference DATA --reference-label label --sensitive sex",
        "drift DATA DATA --sequential --weight age", "drift DATA - --multivariate",
    ])
    func `what is called wrongly is 64`(typed: String) async throws {
        let home = try TestHome()
        let words = typed.split(separator: " ").map { $0 == "DATA" ? Self.data : String($0) }
        #expect(try await home.assay(words).status == 64)
    }

    @Test func `a version is measured by a probability, a threshold and its own files only`()
        async throws
    {
        let story = AdultIncome(home: try TestHome())
        _ = try await story.register(
            "\(AdultIncome.folder)/model", AdultIncome.terms + AdultIncome.parts())
        let count = try story.home.recordCount()
        for (more, saying) in [
            (["--threshold", "2"], "the threshold `2.0` is not from 0 to 1"),
            (["--threshold", "nan"], "is not from 0 to 1"),
            (["--score", "age"], "is not a probability"),
            (["--score", "nope"], "no column `nope`"),
            (["--sensitive", "sex,sex"], "names `sex` twice"),
            (["--reference", "nothing.csv"], "nothing.csv"),
            (["--against", "income@7"], "`model:income@7`"),
            (["--model", "\(AdultIncome.folder)/model-2/model.json"], "is no part of `income@1`"),
            (["--report", "/nowhere/page.html"], "cannot write `/nowhere/page.html`"),
        ] {
            let answer = try await story.home.assay(
                ["eval", "income@1", "--data", Self.data, "--label", "label"] + more)
            #expect(answer.status == 3, "\(answer)")
            #expect(answer.complaint.contains(saying), "\(answer.complaint)")
            #expect(answer.complaint.split(separator: "\n").count == 1)
        }
        let other = try await story.home.assay(
            "eval", "income@1", "--data", "\(AdultIncome.folder)/train.py", "--label", "label")
        #expect(other.status == 3)
        #expect(try story.home.recordCount() == count)
    }
}
