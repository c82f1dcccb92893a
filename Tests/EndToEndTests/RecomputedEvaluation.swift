import Foundation
import Testing
import Transparency

/// `assay evidence recompute` as a person types it.
@Suite struct RecomputedEvaluation {
    private static let data = "\(AdultIncome.folder)/evaluation.csv"

    /// A home with both versions, of which the second was measured by its own model.
    private func measured() async throws -> (AdultIncome, JSON) {
        let story = AdultIncome(home: try TestHome())
        _ = try await story.register(
            "\(AdultIncome.folder)/model", AdultIncome.terms + AdultIncome.parts())
        _ = try await story.register("\(AdultIncome.folder)/model-2")
        let answer = try await story.home.assay(
            "eval", "income@2", "--data", Self.data, "--label", "label", "--sensitive", "sex",
            "--segment", "occupation", "--reference", "\(AdultIncome.folder)/training.csv",
            "--against", "income@1", "--suite", "high", "--json")
        #expect(answer.status == 0, "\(answer)")
        return (story, try #require(answer.json?["evidence"]))
    }

    @Test func `the same bytes are kept as verified, and shown as such`() async throws {
        let (story, evidence) = try await measured()
        let answer = try await story.home.assay("evidence", "recompute", "income@2", "--json")
        #expect(answer.status == 0, "\(answer)")
        let json = try #require(answer.json)
        #expect(try JSONSchema(named: "evidence-recompute").differences(in: json) == [])
        #expect(json["identical"] == true && json["runs_model"] == true)
        #expect(
            json["kept"]?.arrayValue?.map { $0["grade"] } == ["verified", "verified", "verified"])
        let named = json["reports"]?.arrayValue?.compactMap { $0["evidence"]?.stringValue } ?? []
        #expect(
            Set(named) == Set(evidence.arrayValue?.compactMap { $0["id"]?.stringValue } ?? []))
        let shown = try await story.home.assay("show", "income@2", "--json")
        #expect(try JSONSchema(named: "show").differences(in: #require(shown.json)) == [])
        #expect(shown.output.contains("\"verified\""))
        let text = try await story.home.assay(
            "evidence", "recompute", "income@2", String(named[0].dropFirst(7).prefix(12)))
        #expect(text.status == 0)
        #expect(text.output.contains("the same bytes"))
        #expect(text.output.contains("as verified"))
    }

    @Test func `numbers that do not come out again are named, with status 1`() async throws {
        let (story, evidence) = try await measured()
        guard case .object(var members)? = evidence[0]?["predicate"],
            case .object(var accuracy)? = members["accuracy"]
        else { return #expect(Bool(false), "there is no accuracy") }
        accuracy["value"] = 0.99
        members["accuracy"] = .object(accuracy)
        let file = try story.home.write(JSON.object(members).canonicalBytes, to: "forged.json")
        let roles = (evidence[0]?["lookedAt"]?.arrayValue ?? []).map {
            "\($0["role"]?.stringValue ?? "")=\($0["digest"]?.stringValue ?? "")"
        }.joined(separator: ",")
        let added = try await story.home.assay(
            "evidence", "add", "income@2", "--kind", "eval_report", "--looked-at", roles,
            "--file", file)
        #expect(added.status == 0, "\(added)")
        let count = try story.home.recordCount()
        let answer = try await story.home.assay("evidence", "recompute", "income@2")
        #expect(answer.status == 1, "\(answer)")
        #expect(answer.output.contains("accuracy.value: 0.99 is recorded, 0."))
        #expect(answer.output.contains("NOT the same"))
        let json = try await story.home.assay("evidence", "recompute", "income@2", "--json")
        #expect(json.status == 1)
        #expect(
            try JSONSchema(named: "evidence-recompute").differences(in: #require(json.json)) == [])
        #expect(json.json?["kept"] == [])
        #expect(try story.home.recordCount() == count)
    }

    @Test func `scores that were read stay declared`() async throws {
        let story = try await AdultIncome.released()
        let count = try story.home.recordCount()
        let answer = try await story.home.assay("evidence", "recompute", "income@2")
        #expect(answer.status == 0, "\(answer)")
        #expect(answer.output.contains("nothing was kept: scores were read"))
        #expect(try story.home.recordCount() == count)
    }

    @Test(arguments: [
        ("income@1", "was measured by `assay eval`"), ("income@9", "there is no"),
        ("income", "is no version"), ("income@2 12", "at least 6 digits"),
        ("income@2 ffffffffffff", "measured nothing that is called"),
        ("income@2 --file nowhere.csv", "nowhere.csv"),
    ])
    func `what cannot be recomputed is said in one sentence`(
        typed: String, saying: String
    ) async throws {
        let story = AdultIncome(home: try TestHome())
        _ = try await story.register(
            "\(AdultIncome.folder)/model", AdultIncome.terms + AdultIncome.parts())
        _ = try await story.register("\(AdultIncome.folder)/model-2")
        _ = try await story.evaluate("income@2", score: "score_2")
        let answer = try await story.home.assay(
            ["evidence", "recompute"] + typed.split(separator: " ").map(String.init))
        #expect(answer.status == 3, "\(answer)")
        #expect(answer.complaint.contains(saying), "\(answer.complaint)")
        #expect(answer.complaint.split(separator: "\n").count == 1)
    }

    @Test func `on a server it compares, and keeps nothing`() async throws {
        let home = try TestHome()
        let port = PlainConnection.freePort()
        try await home.assay("person", "add", "tom@example.org", "--role", "contributor")
        let issued = try await home.assay("token", "issue", "--for", "tom@example.org", "--json")
        let token = try #require(issued.json?["token"]?.stringValue)
        let program = try home.start(["serve", "--port", "\(port)"])
        defer { program.kill() }
        try await PlainConnection.untilReady(port: port)
        let server = [
            "ASSAY_URL": "http://127.0.0.1:\(port)", "ASSAY_TOKEN": token,
            "ASSAY_HOME": home.folder + "/elsewhere", "ASSAY_PRINCIPAL": "tom@example.org",
        ]
        let registered = try await home.assay(
            ["register", "model", "income", "--from", "\(AdultIncome.folder)/model"]
                + AdultIncome.terms + AdultIncome.parts(), with: server)
        #expect(registered.status == 0, "\(registered)")
        let measured = try await home.assay(
            ["eval", "income@1", "--data", Self.data, "--label", "label", "--json"], with: server)
        #expect(measured.status == 0, "\(measured)")
        #expect(measured.json?["evidence"]?[0]?["grade"] == "declared")
        let json = try await home.assay(
            ["evidence", "recompute", "income@1", "--json"], with: server)
        #expect(json.status == 0, "\(json)")
        #expect(json.json?["identical"] == true && json.json?["kept"] == [])
        let text = try await home.assay(["evidence", "recompute", "income@1"], with: server)
        #expect(text.output.contains("nothing was kept: to the server it would be declared"))
        let shown = try await home.assay(["show", "income@1", "--json"], with: server)
        #expect(shown.status == 0 && !shown.output.contains("\"recomputed\""))
    }
}
