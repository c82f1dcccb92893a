import Foundation
import Testing
import Transparency

/// The example's files and the steps that people take with them.
struct AdultIncome: Sendable {
    let home: TestHome

    /// The example, which stands beside the tests.
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Examples/adult-income").standardized.path()
        .trimmingSuffix("/")

    static let terms = [
        "--purpose", "sizes marketing budgets", "--business-owner", "bea@example.org",
        "--technical-owner", "tom@example.org", "--risk", "high",
    ]

    static func parts(code: String = "\(folder)/train.py") -> [String] {
        [
            "--part", "training-data=\(folder)/training.csv",
            "--part", "evaluation-data=\(folder)/evaluation.csv", "--part", "code=\(code)",
        ]
    }

    func register(_ model: String, _ more: [String] = parts()) async throws -> Programs.Answer {
        try await home.assay(
            ["register", "model", "income", "--from", model] + more + ["--json"])
    }

    func evaluate(_ version: String, score: String) async throws -> Programs.Answer {
        try await home.assay(
            "eval", version, "--data", "\(Self.folder)/evaluation.csv", "--label", "label",
            "--score", score, "--sensitive", "sex,race", "--json")
    }

    func gate(_ version: String) async throws -> Programs.Answer {
        try await home.assay("gate", version, "--to", "production", "--json")
    }

    func approve(_ version: String, as claim: String) async throws -> Programs.Answer {
        try await home.assay("approve", version, "--to", "production", "--as", claim, "--json")
    }

    func addEvidence(
        _ version: String, _ kind: String, about roles: String
    ) async throws -> Programs.Answer {
        let file = try home.write(#"{"looked": "closely"}"#, to: "\(kind).json")
        return try await home.assay(
            "evidence", "add", version, "--kind", kind, "--looked-at", roles, "--file", file,
            "--json")
    }

    /// A copy of the second model with one byte of its weights flipped.
    func flippedModel() throws -> String {
        let copy = "\(home.folder)/flipped/model-2"
        try FileManager.default.createDirectory(
            atPath: "\(home.folder)/flipped", withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: "\(Self.folder)/model-2", toPath: copy)
        let file = URL(filePath: "\(copy)/model.json")
        var bytes = try Data(contentsOf: file)
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: file)
        return copy
    }

    /// A home in which `income@1` was denied and `income@2` released; made once, to be copied.
    static func released() async throws -> AdultIncome {
        AdultIncome(home: try TestHome(copying: try await told.value.home))
    }

    private static let told = Task {
        let story = AdultIncome(home: try TestHome())
        let answers = [
            try await story.register("\(folder)/model", terms + parts()),
            try await story.evaluate("income@1", score: "score"),
            try await story.gate("income@1"),
            try await story.register("\(folder)/model-2"),
            try await story.evaluate("income@2", score: "score_2"),
            try await story.addEvidence("income@2", "dataset_record", about: "training-data"),
            try await story.addEvidence("income@2", "model_card", about: "weights"),
            try await story.approve("income@2", as: "ruth@example.org:risk-reviewer"),
            try await story.gate("income@2"),
        ]
        try #require(answers.map(\.status) == [0, 0, 1, 0, 0, 0, 0, 0, 0], "\(answers)")
        return story
    }
}

extension String {
    fileprivate func trimmingSuffix(_ suffix: Character) -> String {
        last == suffix ? String(dropLast()) : self
    }
}

/// Findings of a gate's answer: each rule's outcome.
func outcomes(_ answer: Programs.Answer) -> [String: String] {
    var outcomes: [String: String] = [:]
    for finding in answer.json?["findings"]?.arrayValue ?? [] {
        outcomes[finding["rule"]?.stringValue ?? ""] = finding["outcome"]?.stringValue
    }
    return outcomes
}
