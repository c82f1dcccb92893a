import Foundation
import Governance
import Operations
import Testing
import Transparency

/// Evaluations in which Assay runs the example's own model.
@Suite struct VersionModelTests {
    private let story: IncomeStory

    private static let example = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../Examples/adult-income").standardized.path()

    init() throws {
        story = try IncomeStory()
        for file in ["model/model.json", "model-2/model.json", "evaluation.csv"] {
            try story.test.write(
                String(contentsOfFile: "\(Self.example)/\(file)", encoding: .utf8), to: file)
        }
    }

    private func evaluation(_ version: VersionName, score: String? = nil) -> EvaluateVersion {
        EvaluateVersion(
            version: version, data: "\(story.test.folder)/evaluation.csv", label: "label",
            score: score, sensitive: ["sex"], threshold: 0.5, positive: nil, by: story.maker)
    }

    /// The version after the first, whose weights are in a folder of their own.
    private func registerSecond() async throws -> VersionName {
        var command = try await story.registration()
        command.parts = try await command.parts.asyncMap { part in
            guard part.role == .weights else { return part }
            return try await HashedPart.hash(
                role: .weights, path: "\(story.test.folder)/model-2", looksInside: true)
        }
        return try await command.run(on: story.test.platform).version.name
    }

    private func value(_ evidence: [Evidence], _ measure: String) -> Double? {
        evidence.first?.predicate[measure]?["value"]?.doubleValue
    }

    @Test func `the model gives the scores of the column, and is seen to give them`() async throws {
        let name = try await story.register().version.name
        let seen = try await story.add(evaluation(name))
        let said = try await story.add(evaluation(name, score: "score"))
        #expect(seen.map(\.kind) == [.evalReport, .fairnessReport])
        #expect(seen.map(\.grade) == [.observed, .observed])
        #expect(said.map(\.grade) == [.declared, .declared])
        #expect(seen.first?.predicate["confusion"] == said.first?.predicate["confusion"])
        for measure in ["auc", "accuracy", "brier", "log_loss"] {
            let (one, other) = (value(seen, measure), value(said, measure))
            // The column has six places.
            #expect(abs((one ?? 0) - (other ?? 1)) < 1e-5, "\(measure)")
        }
        let configuration = seen.first?.predicate["configuration"]
        #expect(configuration?["runs_model"] == true && configuration?["score"] == nil)
        #expect(configuration?["digest"] != said.first?.predicate["configuration"]?["digest"])
    }

    @Test func `weights that are not those registered measure nothing`() async throws {
        let name = try await story.register().version.name
        let file = "\(story.test.folder)/model/model.json"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try story.test.write(text + "\n", to: "model/model.json")
        let changed = try await story.test.failure { try await story.add(evaluation(name)) }
        #expect(changed.code == "other_model")
        #expect(changed.message.hasSuffix("it changed"))
        var named = evaluation(name)
        named.model = file
        let still = try await story.test.failure { try await story.add(named) }
        #expect(still.code == "other_model")
        named.model = "\(story.test.folder)/model-2/model.json"
        let other = try await story.test.failure { try await story.add(named) }
        #expect(other.message.contains("is no part of `income@1`"))
        try story.test.write("{}", to: "model/model.json")
        let none = try await story.test.failure { try await story.add(evaluation(name)) }
        #expect(none.code == "no_model")
    }

    @Test func `another version is compared in pairs, by its model or by its scores`() async throws
    {
        let first = try await story.register().version.name
        let second = try await registerSecond()
        let artifacts = try await VersionSources(version: first, by: story.maker)
            .run(on: story.test.platform)
        var evaluation = evaluation(second)
        evaluation.rival = .init(version: first, score: nil, artifacts: artifacts)
        let compared = try await story.add(evaluation)
        let alone = try await story.add(self.evaluation(first))
        let report = try #require(compared.first?.predicate)
        #expect(report["comparison"]?["with"] == "model:income@1")
        #expect(report["configuration"]?["against"] == "model:income@1")
        for measure in ["auc", "accuracy", "brier"] {
            let (one, other) = (value(compared, measure), value(alone, measure))
            let difference = try #require(one) - #require(other)
            let said = report["comparison"]?[measure]
            #expect(abs((said?["value"]?.doubleValue ?? 9) - difference) < 1e-12, "\(measure)")
            #expect(said?["lower"]?.doubleValue ?? 9 <= difference)
            #expect(difference <= said?["upper"]?.doubleValue ?? -9)
        }
        evaluation.rival = .init(version: first, score: "score", artifacts: [])
        let read = try await story.add(evaluation)
        #expect(
            read.first?.predicate["comparison"]?["mcnemar"] == report["comparison"]?["mcnemar"])
    }

    @Test func `the same seed gives the same bytes, and another one other intervals`() async throws
    {
        let name = try await story.register().version.name
        var evaluation = evaluation(name)
        let once = try await story.add(evaluation)
        let again = try await story.add(evaluation)
        #expect(once.map(\.predicate.canonicalBytes) == again.map(\.predicate.canonicalBytes))
        evaluation.seed = 2
        let other = try await story.add(evaluation)
        #expect(value(once, "f1") == value(other, "f1"))
        #expect(
            once.first?.predicate["f1"]?["lower"] != other.first?.predicate["f1"]?["lower"])
    }

    @Test func `each suite has all of the one before, and high looks into the model`() async throws
    {
        let name = try await story.register().version.name
        var evaluation = evaluation(name)
        evaluation.reference = evaluation.data
        var members: [Set<String>] = []
        for suite in EvaluationSuite.allCases {
            evaluation.suite = suite
            let evidence = try await story.add(evaluation)
            members.append(Set(evidence.first?.predicate.objectValue?.keys.map(\.self) ?? []))
            #expect(evidence.contains { $0.kind == .explainabilityReport } == (suite == .high))
            guard suite == .high else { continue }
            let features = evidence.last?.predicate["features"]
            #expect(features?[0]?["feature"] == "age")
            #expect(features?[0]?["importance"]?["n"] == 16281)
        }
        #expect(members[1].subtracting(members[0]) == ["drift", "quality", "worst_segments"])
        #expect(members[2].subtracting(members[1]) == ["robustness"])
        #expect(members[0].isSubset(of: members[1]) && members[1].isSubset(of: members[2]))
    }
}

extension Sequence {
    fileprivate func asyncMap<Result>(
        _ transform: (Element) async throws -> Result
    ) async rethrows -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
