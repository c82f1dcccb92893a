import Testing
import Transparency

/// `assay explain` on the example's own model, whose scores stand in the data.
@Suite struct ExplainedRows {
    private static let model = "\(AdultIncome.folder)/model/model.json"
    private static let data = "\(AdultIncome.folder)/evaluation.csv"

    @Test func `the model runs here, and its reasons add up to its margin`() async throws {
        let home = try TestHome()
        let answer = try await home.assay(
            "explain", Self.model, Self.data, "--row", "1", "--json")
        #expect(answer.status == 0)
        let json = try #require(answer.json)
        #expect(try JSONSchema(named: "explain").differences(in: json) == [])
        let row = try #require(json["rows"]?[0])
        // As train.py wrote it, to six places.
        #expect(abs((row["prediction"]?.doubleValue ?? 0) - 0.018480) < 1e-6)
        let sum = (row["reasons"]?.arrayValue ?? [])
            .reduce(row["base"]?.doubleValue ?? 0) { $0 + ($1["contribution"]?.doubleValue ?? 0) }
        #expect(abs(sum - (row["margin"]?.doubleValue ?? 0)) < 1e-9)
        #expect(json["rowCount"] == 16281)
        #expect(json["importance"]?[0]?["feature"] == "age")
    }

    @Test func `against reference rows the base is what these get`() async throws {
        let home = try TestHome()
        let file = try home.write(Self.file(of: Self.first), to: "one.csv")
        let alone = try #require(try await home.assay("explain", Self.model, file, "--json").json)
        #expect(try JSONSchema(named: "explain").differences(in: alone) == [])
        #expect(alone["absent"] == "training-counts" && alone["importance"] == [])
        // Against itself a row has no reasons: it is as everything that is known.
        let answer = try await home.assay(
            "explain", Self.model, file, "--reference", file, "--json")
        let json = try #require(answer.json)
        #expect(json["absent"] == "rows")
        #expect(json["rows"]?[0]?["reasons"] == [])
        #expect(json["rows"]?[0]?["base"] == json["rows"]?[0]?["margin"])
    }

    @Test func `a linear model near a row says how far it can be trusted`() async throws {
        let home = try TestHome()
        let answer = try await home.assay(
            "explain", Self.model, Self.data, "--row", "1", "--lime", "--limit", "4", "--json")
        #expect(answer.status == 0)
        let json = try #require(answer.json)
        #expect(try JSONSchema(named: "explain").differences(in: json) == [])
        let row = try #require(json["rows"]?[0])
        #expect(abs((row["prediction"]?.doubleValue ?? 0) - 0.018480) < 1e-6)
        let terms = try #require(row["terms"]?.arrayValue)
        #expect(terms.count == 4)
        let sum = terms.reduce(row["intercept"]?.doubleValue ?? 0) {
            $0 + ($1["weight"]?.doubleValue ?? 0)
        }
        #expect(abs(sum - (row["localPrediction"]?.doubleValue ?? 0)) < 1e-9)
        let score = row["score"]?.doubleValue ?? 0
        #expect(score > 0.1 && score <= 1)
        let text = try await home.assay(
            "explain", Self.model, Self.data, "--row", "1", "--lime", "--limit", "4")
        #expect(text.output.contains("by a linear model near it (R² "))
        #expect(text.output.contains("education_num"))
        let both = try await home.assay("explain", Self.model, Self.data, "--lime", "--global")
        #expect(both.status == 64 || both.status == 3)
        #expect(both.complaint.contains("--lime"))
    }

    @Test func `what cannot be explained is said in one sentence`() async throws {
        let home = try TestHome()
        let pickle = try home.write("\u{80}\u{4}.", to: "model.pkl")
        let refused = try await home.assay("explain", pickle, Self.data)
        #expect(refused.status == 3)
        #expect(refused.complaint.split(separator: "\n").count == 1)
        let other = try home.write("age\n1\n", to: "other.csv")
        let missing = try await home.assay("explain", Self.model, other)
        #expect(missing.status == 3)
        #expect(missing.complaint.contains("education_num"))
        let far = try await home.assay("explain", Self.model, Self.data, "--row", "99999")
        #expect(far.status == 3)
        #expect(far.complaint.contains("there is no row 99999"))
    }

    @Test func `all rows together show importance, direction and what acts together`() async throws
    {
        let home = try TestHome()
        let answer = try await home.assay("explain", Self.model, Self.data, "--global", "--json")
        #expect(answer.status == 0)
        let json = try #require(answer.json)
        #expect(try JSONSchema(named: "explain").differences(in: json) == [])
        let features = try #require(json["importance"]?.arrayValue)
        #expect(features.first?["feature"] == "age")
        let education = try #require(features.first { $0["feature"] == "education_num" })
        #expect(education["direction"] == "raises")
        #expect(education["lower"]?.doubleValue ?? 1 < education["value"]?.doubleValue ?? 0)
        #expect(json["interactions"]?[0]?["features"]?.arrayValue?.count == 2)
        let text = try await home.assay(
            "explain", Self.model, Self.data, "--global", "--limit", "3")
        #expect(text.output.contains("higher values raise"))
        #expect(text.output.split(separator: "\n").count == 8)
    }

    @Test func `changes change the answer as said, and only what may change`() async throws {
        let home = try TestHome()
        let answer = try await home.assay(
            "explain", Self.model, Self.data, "--row", "1", "--at-least", "0.5", "--fixed", "sex",
            "--fixed", "workclass", "--increase-only", "age", "--range", "hours_per_week=0..45",
            "--json")
        #expect(answer.status == 0)
        let json = try #require(answer.json)
        #expect(try JSONSchema(named: "explain").differences(in: json) == [])
        let row = try #require(json["rows"]?[0])
        #expect(row["outcome"] == "found")
        for example in try #require(row["counterfactuals"]?.arrayValue) {
            var changed = Self.first
            for change in try #require(example["changes"]?.arrayValue) {
                let column = try #require(change["column"]?.stringValue)
                #expect(change["from"]?.stringValue == changed[column])
                changed[column] = change["to"]?.stringValue
            }
            #expect(changed["sex"] == "Male" && changed["workclass"] == "Private")
            #expect(Int(changed["age"] ?? "") ?? 0 >= 25)
            #expect(Int(changed["hours_per_week"] ?? "") ?? 99 <= 45)
            let prediction = try #require(example["prediction"]?.doubleValue)
            #expect(prediction >= 0.5)
            #expect(try await Self.prediction(of: changed, home) == prediction)
        }
    }

    /// Line 2 of the data.
    private static let first = [
        "age": "25", "education_num": "7", "capital_gain": "0", "capital_loss": "0",
        "hours_per_week": "40", "workclass": "Private", "occupation": "Machine-op-inspct",
        "sex": "Male",
    ]

    private static func file(of row: [String: String]) -> String {
        let names = row.keys.sorted()
        let values = names.map { row[$0] ?? "" }
        return names.joined(separator: ",") + "\n" + values.joined(separator: ",") + "\n"
    }

    private static func prediction(
        of row: [String: String], _ home: TestHome
    ) async throws -> Double? {
        let file = try home.write(Self.file(of: row), to: "changed.csv")
        let answer = try await home.assay("explain", model, file, "--json")
        return answer.json?["rows"]?[0]?["prediction"]?.doubleValue
    }

    @Test func `an answer that is as wanted needs no change, and one that cannot be has none`()
        async throws
    {
        let home = try TestHome()
        let met = try await home.assay(
            "explain", Self.model, Self.data, "--row", "1", "--at-most", "0.5")
        #expect(met.status == 0)
        #expect(met.output.contains("wanted at most 0.5\n  is so as it stands"))
        let fixed = Self.first.keys.sorted().flatMap { ["--fixed", $0] }
        let none = try await home.assay(
            ["explain", Self.model, Self.data, "--row", "1", "--at-least", "0.5"] + fixed)
        #expect(none.status == 0)
        #expect(none.output.contains("no change that is allowed was found"))
    }

    @Test(arguments: [
        ("--fixed age", "--at-least"),
        ("--at-least 0.5 --fixed agee", "no column `agee`"),
        ("--at-least 0.5 --increase-only sex", "`sex` is text"),
        ("--at-least 0.5 --fixed age --increase-only age", "`age` cannot be fixed"),
        ("--at-least 0.5 --decrease-only age --increase-only age", "--fixed age"),
        ("--at-least 0.5 --range age=9", "COLUMN=FROM..TO"),
        ("--at-least 0.5 --range age=60..20", "ends before it begins"),
        ("--at-least 0.5 --range age=1..2 --range age=3..4", "more than one range"),
        ("--at-least 2", "probability"),
        ("--at-least 0.5 --at-most 0.2", "no answer is"),
        ("--at-least 0.5 --row 0", "there is no row 0"),
        ("--at-least 0.5 --class rich", "no classes"),
        ("--class rich", "no classes"),
        ("--global --class rich", "no classes"),
        ("--at-least 0.5 --reference none.csv", "none.csv"),
    ])
    func `what makes no sense is said in one sentence`(typed: String, saying: String) async throws {
        let home = try TestHome()
        let answer = try await home.assay(
            ["explain", Self.model, Self.data] + typed.split(separator: " ").map(String.init))
        #expect(answer.status == 3)
        #expect(answer.complaint.contains(saying))
        #expect(answer.complaint.split(separator: "\n").count == 1)
    }

    @Test func `one row is neither a whole model nor a place to take other values from`()
        async throws
    {
        let home = try TestHome()
        let file = try home.write(Self.file(of: Self.first), to: "one.csv")
        let all = try await home.assay("explain", Self.model, file, "--global")
        #expect(all.status == 3)
        #expect(all.complaint.contains("one row says nothing of a whole model"))
        let alone = try await home.assay("explain", Self.model, file, "--at-least", "0.5")
        #expect(alone.status == 3)
        #expect(alone.complaint.contains("`--reference`"))
        let beside = try await home.assay(
            "explain", Self.model, file, "--at-least", "0.5", "--reference", Self.data)
        #expect(beside.status == 0)
        #expect(beside.output.contains("would be"))
    }

    @Test func `all rows and one row are not asked for at once`() async throws {
        let home = try TestHome()
        for more in [["--row", "1"], ["--at-least", "0.5"]] {
            let answer = try await home.assay(
                ["explain", Self.model, Self.data, "--global"] + more)
            #expect(answer.status == 64)
        }
    }
}
