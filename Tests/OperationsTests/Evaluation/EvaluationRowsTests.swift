import Governance
import Operations
import Testing
import Transparency

/// Evaluations of other questions than one of two classes.
@Suite struct EvaluationRowsTests {
    private let story: IncomeStory

    init() throws { story = try IncomeStory() }

    private func measure(
        _ text: String, label: String? = "y", score: String? = nil,
        _ configure: (inout EvaluateVersion) -> Void = { _ in }
    ) async throws -> [Evidence] {
        try story.test.write(text, to: "evaluation.csv")
        let name = try await story.register().version.name
        var evaluation = EvaluateVersion(
            version: name, data: "\(story.test.folder)/evaluation.csv", label: label, score: score,
            sensitive: [], threshold: 0.5, positive: nil, by: story.maker)
        configure(&evaluation)
        return try await story.add(evaluation)
    }

    private func failure(
        _ text: String, score: String?, _ configure: (inout EvaluateVersion) -> Void = { _ in }
    ) async throws -> Failure {
        try await story.test.failure { _ = try await measure(text, score: score, configure) }
    }

    private func value(_ predicate: JSON?, _ path: String...) -> Double? {
        path.reduce(predicate) { $0?[$1] }?["value"]?.doubleValue
    }

    /// Of 60 rows the cats and dogs are always found, and every second bird is taken for a cat.
    private static let animals: String = {
        let rows = (0..<60).map { row in
            let kind = ["cat", "dog", "bird"][row % 3]
            let isSeen = kind != "bird" || row % 2 == 0
            let scores =
                isSeen ? ["cat": 0.2, "dog": 0.2, "bird": 0.2] : ["dog": 0.1, "bird": 0.2]
            let decided = isSeen ? kind : "cat"
            let text = ["cat", "dog", "bird"].map { name in
                "\(name == decided ? (isSeen ? 0.6 : 0.7) : scores[name] ?? 0)"
            }.joined(separator: ",")
            return "\(kind),\(text),\(decided),\(row % 2 == 0 ? "north" : "south")"
        }
        return "y,p_cat,p_dog,p_bird,said,place\n" + rows.joined(separator: "\n") + "\n"
    }()

    @Test func `several classes are measured by a score for each, named by its column`()
        async throws
    {
        let report = try await measure(Self.animals, score: "p_cat,p_dog,p_bird") {
            $0.segments = ["place"]
        }.first?.predicate
        #expect(report?["task"] == "multiclass" && report?["n"] == 60)
        #expect(value(report, "accuracy") == 50.0 / 60)
        #expect(value(report, "classes", "bird", "recall") == 0.5)
        #expect(value(report, "classes", "cat", "precision") == 20.0 / 30)
        #expect(report?["confusion"]?["classes"] == ["cat", "dog", "bird"])
        #expect(report?["confusion"]?["counts"]?[2] == [10, 0, 10])
        #expect(value(report, "macro_auc") != nil && value(report, "log_loss") != nil)
        #expect(value(report, "top", "2") == 1)
        #expect(value(report, "segments", "place", "north", "accuracy") == 1)
        #expect(value(report, "segments", "place", "south", "accuracy") == 2.0 / 3)
        #expect(report?["configuration"]?["threshold"] == nil)
    }

    @Test func `the decided class measures what needs no probability`() async throws {
        let report = try await measure(Self.animals) { $0.prediction = "said" }.first?.predicate
        #expect(report?["task"] == "multiclass")
        #expect(value(report, "accuracy") == 50.0 / 60)
        #expect(report?["log_loss"] == nil && report?["macro_auc"] == nil)
        #expect(report?["configuration"]?["prediction"] == "said")
    }

    @Test func `classes may be given in the columns' order, and whole numbers are classes`()
        async throws
    {
        let text = "y,a,b,c\n1.0,0.8,0.1,0.1\n2,0.1,0.8,0.1\n3,0.1,0.1,0.8\n3,0.8,0.1,0.1\n"
        let report = try await measure(text, score: "a,b,c") { $0.classes = ["1", "2", "3"] }
            .first?.predicate
        #expect(value(report, "accuracy") == 0.75)
        #expect(report?["confusion"]?["classes"] == ["1", "2", "3"])
    }

    @Test func `numbers are measured in their own unit, along predictions and by segment`()
        async throws
    {
        let rows = (0..<400).map { row in
            "\(Double(row) + 0.5),\(Double(row) + (row % 2 == 0 ? 1.5 : 0.5)),"
                + (row % 2 == 0 ? "a" : "b")
        }
        let text = "y,p,place\n" + rows.joined(separator: "\n") + "\n"
        let evidence = try await measure(text, score: "p") {
            $0.segments = ["place"]
            $0.quantiles = [0.9]
            $0.suite = .high
        }
        let report = evidence.first?.predicate
        #expect(evidence.map(\.kind) == [.evalReport])
        #expect(report?["task"] == "regression")
        #expect(value(report, "mean_absolute_error") == 0.5)
        #expect(value(report, "mean_error") == -0.5)
        #expect(value(report, "segments", "place", "a", "mean_absolute_error") == 1)
        #expect(value(report, "segments", "place", "b", "mean_absolute_error") == 0)
        #expect(abs((value(report, "pinball", "0.9") ?? 0) - 0.05) < 1e-12)
        #expect(report?["calibration"]?["bins"]?.arrayValue?.count == 10)
        let worst = report?["worst_segments"]?["found"]?[0]
        #expect(worst?["conditions"] == ["place = a"])
    }

    @Test func `rankings are measured query by query, up to the cuts`() async throws {
        let text = "q,y,s\na,1,0.9\na,0,0.5\nb,0,0.9\nb,1,0.5\nc,0,1\nc,0,2\n"
        let report = try await measure(text, score: "s") {
            $0.query = "q"
            $0.places = [1, 2]
        }.first?.predicate
        #expect(report?["task"] == "ranking" && report?["queries"] == 3)
        #expect(report?["queries_without_relevant_row"] == 1)
        #expect(value(report, "mrr") == 0.75)
        #expect(value(report, "at", "1", "precision") == 0.5)
        #expect(value(report, "at", "2", "recall") == 1)
        let none = try await failure("q,y,s\na,0,1\n", score: "s") { $0.query = "q" }
        #expect(none.message.contains("no query has a row whose label is above 0"))
    }

    @Test func `two versions of each kind are compared in pairs`() async throws {
        let name = try await story.register().version.name
        let rival: (inout EvaluateVersion, String) -> Void = {
            $0.rival = .init(version: name, score: $1, artifacts: [])
        }
        let animals = try await measure(Self.animals, score: "p_cat,p_dog,p_bird") {
            rival(&$0, "p_bird,p_cat,p_dog")
        }.first?.predicate["comparison"]
        #expect(value(animals, "accuracy") == 0 && value(animals, "log_loss") == 0)
        #expect(animals?["mcnemar"]?["only_this_right"] == 0)
        let numbers = try await measure(
            "y,p,r\n1.5,1.5,2.5\n2.5,2.5,4.5\n9,9,10\n4,4,4\n", score: "p"
        ) { rival(&$0, "r") }.first?.predicate["comparison"]
        #expect(value(numbers, "mean_absolute_error") == -1)
        let ranked = try await measure(
            "q,y,s,r\na,1,0.9,0.1\na,0,0.5,0.2\nb,1,0.9,0.9\nb,0,0.5,0.2\n", score: "s"
        ) {
            $0.query = "q"
            rival(&$0, "r")
        }.first?.predicate["comparison"]
        #expect(value(ranked, "mrr") == 0.25)
    }

    @Test func `labels and answers that do not fit are said in one sentence`() async throws {
        let several = try await failure(Self.animals, score: "p_cat")
        #expect(several.message.contains("the column `y` has 3 classes"))
        let unnamed = try await failure(
            Self.animals.replacing("p_cat,p_dog,p_bird", with: "a,b,c"), score: "a,b,c")
        #expect(unnamed.message.contains("`--classes`"), "\(unnamed)")
        let short = try await failure(Self.animals, score: "p_cat,p_dog,p_bird") {
            $0.classes = ["cat", "dog"]
        }
        #expect(short.message.contains("names 2 classes for 3 scores"))
        let other = try await failure(Self.animals, score: "p_cat,p_dog,p_bird") {
            $0.classes = ["cat", "dog", "fish"]
        }
        #expect(other.message.contains("the label `bird` is none of the classes"))
        let texts = try await failure(Self.animals, score: "p_cat") { $0.task = .regression }
        #expect(texts.message.contains("`cat` in column `y`"), "\(texts)")
        let one = try await failure(Self.animals, score: "p_cat") { $0.task = .multiclass }
        #expect(one.message.contains("is one column: several classes need one for each"))
        let many = try await failure("y,a,b\n1.5,1,2\n", score: "a,b") { $0.task = .regression }
        #expect(many.message.contains("names 2 columns"))
        let empty = try await failure("y,a_x,a_z\nx,0.5,0.5\n,0.5,0.5\n", score: "a_x,a_z")
        #expect(empty.message.contains("row 2 has no `y`"), "\(empty)")
    }

    @Test func `groups are compared in how well numbers are predicted for them`() async throws {
        let lines = (0..<200).map { row in
            "\(row % 10),\(Double(row % 10) + (row % 2 == 0 ? 0.5 : 2) * (row % 4 < 2 ? 1 : -1)),"
                + (row % 2 == 0 ? "F" : "M")
        }
        let evidence = try await measure(
            "y,p,sex\n" + lines.joined(separator: "\n") + "\n", score: "p"
        ) {
            $0 = EvaluateVersion(
                version: $0.version, data: $0.data, label: "y", score: "p", sensitive: ["sex"],
                threshold: 0.5, positive: nil, by: $0.by)
            $0.task = .regression
        }
        let report = try #require(evidence.first { $0.kind == .fairnessReport }?.predicate)
        #expect(report["task"] == "regression" && report["threshold"] == nil)
        let sex = report["by"]?["sex"]
        // All errors of a group are alike, so nobody can say how sure their mean is.
        #expect(sex?["mean_absolute_error"]?["unjudged"] == ["F", "M"])
        #expect(sex?["mean_absolute_error"]?["gap"] == nil)
        let bias = try #require(sex?["mean_error"]?["gap"])
        #expect(bias["lower"] == 0 && bias["n"] == 100)
        #expect(sex?["r_squared"]?["gap"]?["between"] == ["F", "M"])
        #expect(sex?["r_squared"]?["gap"]?["lower"]?.doubleValue ?? 0 > 0.1)
    }

    /// The first half of the rows has labels; the second is of the same kind.
    @Test func `without labels performance is estimated by a reference with labels`() async throws {
        let rows = { (range: Range<Int>, isLabelled: Bool) in
            let lines = range.map { row in
                let score = Double((row * 37) % 100) / 100 + 0.005
                let isTrue = Double((row * 61 + row / 100 * 7) % 100) / 100 < score
                return isLabelled ? "\(score),\(isTrue ? 1 : 0)" : "\(score)"
            }
            return (isLabelled ? "p,y\n" : "p\n") + lines.joined(separator: "\n") + "\n"
        }
        let reference = try story.test.write(rows(0..<4_000, true), to: "reference.csv")
        let report = try await measure(rows(0..<4_000, false), label: nil, score: "p") {
            $0.reference = reference
            $0.referenceLabel = "y"
        }.first?.predicate
        #expect(report?["accuracy"] == nil && report?["label"] == nil)
        #expect(report?["configuration"]?["reference_label"] == "y")
        let known = try await measure(rows(0..<4_000, true), score: "p").first?.predicate
        for measure in ["auc", "accuracy", "recall"] {
            let (estimated, realised) = (
                value(report, "estimated", measure), value(known, measure)
            )
            #expect(abs((estimated ?? 9) - (realised ?? 0)) < 0.03, "\(measure)")
        }
        #expect(report?["estimated"]?["chunks"]?.arrayValue?.count == 10)
        let failure = try await story.test.failure {
            _ = try await measure("p\n0.5\n", label: nil, score: "p")
        }
        #expect(failure.message.contains("`--reference-label`"))
    }

    @Test func `rows that are training rows are counted over the columns of both`() async throws {
        let rows = { (range: Range<Int>) in range.map { "\($0),a\($0 % 7),\($0 % 2)" } }
        let training = try story.test.write(
            "x,name,y\n" + rows(0..<500).joined(separator: "\n") + "\n", to: "training.csv")
        let text =
            "x,name,y,p\n"
            + rows(480..<580).map { "\($0),0.5" }.joined(separator: "\n") + "\n"
        let report = try await measure(text, score: "p") { $0.training = training }
        let found = report.first?.predicate["contamination"]
        #expect(value(found, "share") == 0.2 && value(found, "twins") == 0)
        #expect(found?["columns"] == ["x", "name", "y"] && found?["training_rows"] == 500)
        #expect(report.first?.roles.contains(.trainingData) == true)
        try story.test.write("z\n1\n", to: "training.csv")
        let failure = try await failure(text, score: "p") { $0.training = training }
        #expect(failure.message.contains("has no column that"))
    }
}
