import Foundation
import Testing
import Transparency

/// `assay eval` and `assay explain` of models that answer behind a command.
@Suite struct ServedModels {
    private static let data = "\(AdultIncome.folder)/evaluation.csv"
    /// Answers with the column `score`, which train.py wrote.
    private static let echo = #"sed 's/.*"score"://; s/[,}].*//'"#
    /// Rises with age alone.
    private static let ageing = #"sed 's/.*"age"://; s/[,}].*//' | awk '{ print $1 / 100 }'"#

    private func expect(
        _ answer: Programs.Answer, is schema: String,
        _ location: SourceLocation = #_sourceLocation
    ) throws {
        #expect(answer.status == 0, "\(answer)", sourceLocation: location)
        let json = try #require(answer.json, "\(answer)", sourceLocation: location)
        let differences = try JSONSchema(named: schema).differences(in: json)
        #expect(differences == [], sourceLocation: location)
    }

    private func registered() async throws -> AdultIncome {
        let story = AdultIncome(home: try TestHome())
        _ = try await story.register(
            "\(AdultIncome.folder)/model", AdultIncome.terms + AdultIncome.parts())
        return story
    }

    @Test func `a command's scores measure as a column's do, and are declared`() async throws {
        let story = try await registered()
        let asked = try await story.home.assay(
            "eval", "income@1", "--data", Self.data, "--label", "label", "--sensitive", "sex,race",
            "--predict-command", Self.echo, "--features", "age,score", "--suite", "high", "--json")
        try expect(asked, is: "eval")
        let read = try await story.evaluate("income@1", score: "score")
        let (one, other) = (asked.json?["evidence"], read.json?["evidence"])
        for measure in ["auc", "accuracy", "brier", "calibration", "confusion"] {
            #expect(one?[0]?["predicate"]?[measure] == other?[0]?["predicate"]?[measure])
        }
        #expect(one?[1]?["predicate"]?["by"] == other?[1]?["predicate"]?["by"])
        #expect(one?.arrayValue?.map { $0["grade"] } == ["declared", "declared"])
        let configuration = one?[0]?["predicate"]?["configuration"]
        #expect(configuration?["runs_model"] == false)
        #expect(configuration?["served"]?["command"] == .string(Self.echo))
        #expect(configuration?["served"]?["features"] == ["age", "score"])
        let id = try #require(one?[0]?["id"]?.stringValue)
        let again = try await story.home.assay("evidence", "recompute", "income@1", id)
        #expect(again.status == 3)
        #expect(again.complaint.contains("somebody else runs"))
        let gate = try await story.gate("income@1")
        #expect(gate.status == 1 || gate.status == 2)
    }

    @Test func `without features all columns are sent but label and sensitive ones`() async throws {
        let story = try await registered()
        let seen = "\(story.home.folder)/seen"
        let answer = try await story.home.assay(
            "eval", "income@1", "--data", Self.data, "--label", "label", "--sensitive", "sex,race",
            "--predict-command", "tee '\(seen)' | \(Self.echo)", "--suite", "low")
        #expect(answer.status == 0, "\(answer)")
        let first = try String(contentsOfFile: seen, encoding: .utf8).split(separator: "\n")[0]
        #expect(
            first == #"{"age":25.0,"education_num":7.0,"capital_gain":0.0,"capital_loss":0.0,"#
                + #""hours_per_week":40.0,"workclass":"Private","occupation":"Machine-op-inspct","#
                + #""score":0.01848,"score_2":0.024113}"#)
    }

    @Test func `its answers are explained by asking it`() async throws {
        let home = try TestHome()
        let answer = try await home.assay(
            "explain", Self.data, "--predict-command", Self.ageing, "--features",
            "age,sex,hours_per_week", "--row", "2", "--json")
        try expect(answer, is: "explain")
        let row = try #require(answer.json?["rows"]?[0])
        #expect(row["prediction"] == 0.38)
        // The others are what is left of rounding.
        let reasons = try #require(row["reasons"]?.arrayValue)
        #expect(reasons.first?["feature"] == "age")
        for reason in reasons.dropFirst() {
            #expect(abs(reason["contribution"]?.doubleValue ?? 1) < 1e-12)
        }
        let base = try #require(row["base"]?.doubleValue)
        let contribution = try #require(row["reasons"]?[0]?["contribution"]?.doubleValue)
        #expect(abs(base + contribution - 0.38) < 1e-12)
        #expect(answer.json?["method"] == "KernelSHAP" && answer.json?["format"] == "json-lines")
        let all = try await home.assay(
            "explain", Self.data, "--predict-command", Self.ageing, "--features",
            "age,sex,hours_per_week", "--global", "--label", "label", "--json")
        try expect(all, is: "explain")
        let features = try #require(all.json?["importance"]?.arrayValue)
        #expect(features.count == 3)
        #expect(features[1]["value"] == 0 && features[2]["value"] == 0)
        #expect(features[0]["feature"] == "age" || features[0]["value"] == 0)
        let text = try await home.assay(
            "explain", Self.data, "--predict-command", Self.ageing, "--features", "age,sex",
            "--row", "2")
        #expect(text.output.contains("raised by") || text.output.contains("lowered by"))
        #expect(!text.output.contains("margin"))
    }

    @Test(arguments: [
        ("--predict-command false", "ended with status 1"),
        ("--predict-command cat", "something else than finite numbers"),
        ("--predict-command true", "16281 rows were asked for, 0 came"),
        ("--predict-command sleep\u{A0}60 --predict-timeout 1", "did not end within 1 s"),
        ("--predict-command cat --features agee", "did you mean `age`"),
        ("--predict-url http://127.0.0.1:1/invocations", "cannot be reached"),
        ("--predict-url http://127.0.0.1:1/v2/models/m", "cannot be reached"),
        ("--predict-url http://127.0.0.1:1/x", "say `--predict-protocol"),
        ("--predict-url nowhere", "begins with neither http"),
        ("--predict-url http://127.0.0.1:1/x --predict-protocol grpc", "no protocol `grpc`"),
    ])
    func `a model that does not answer is said in one sentence`(
        typed: String, saying: String
    ) async throws {
        let story = try await registered()
        let count = try story.home.recordCount()
        let words = typed.split(separator: " ").map { String($0).replacing("\u{A0}", with: " ") }
        for verb in [
            ["eval", "income@1", "--data", Self.data, "--label", "label"], ["explain", Self.data],
        ] {
            let answer = try await story.home.assay(verb + words)
            #expect(answer.status == 3, "\(answer)")
            guard verb[0] == "eval" else { continue }
            #expect(answer.complaint.contains(saying), "\(answer.complaint)")
            #expect(answer.complaint.split(separator: "\n").count == 1)
        }
        #expect(try story.home.recordCount() == count)
    }

    @Test(arguments: [
        "eval m@1 --data D --label y --predict-command cat --score p",
        "eval m@1 --data D --label y --predict-command cat --model m.json",
        "eval m@1 --data D --label y --predict-command cat --predict-url http://h/invocations",
        "eval m@1 --data D --label y --score p --features a",
        "eval m@1 --data D --label y --score p --onnxruntime L",
        "eval m@1 --data D --label y --predict-command cat --onnxruntime L",
        "eval m@1 --data D --label y --predict-output a",
        "eval m@1 --data D --label y --predict-command cat --predict-timeout 0",
        "explain m.json", "explain m.json D --label y",
        "explain D --onnxruntime L --predict-command cat", "explain m.json D --predict-command cat",
        "explain D --predict-command cat --global", "explain D --predict-command cat --at-least 1",
    ])
    func `what is called wrongly is 64`(typed: String) async throws {
        let home = try TestHome()
        #expect(try await home.assay(typed.split(separator: " ").map(String.init)).status == 64)
    }
}
