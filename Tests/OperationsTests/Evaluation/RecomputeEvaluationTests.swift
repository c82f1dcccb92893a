import Foundation
import Governance
import Operations
import Testing
import Transparency

/// Evaluations of the example's own models, made again from the registered files.
@Suite struct RecomputeEvaluationTests {
    private let story: IncomeStory
    private var data: String { "\(story.test.folder)/evaluation.csv" }

    private static let example = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../Examples/adult-income").standardized.path()

    init() throws {
        story = try IncomeStory()
        for file in ["model/model.json", "evaluation.csv"] {
            try story.test.write(
                String(contentsOfFile: "\(Self.example)/\(file)", encoding: .utf8), to: file)
        }
    }

    private func evaluation(_ version: VersionName, score: String? = nil) -> EvaluateVersion {
        EvaluateVersion(
            version: version, data: data, label: "label", score: score, sensitive: ["sex"],
            threshold: 0.5, positive: nil, by: story.maker)
    }

    private func recompute(
        _ version: VersionName, _ name: String? = nil, moved: [String] = []
    ) async throws -> RecomputeEvaluation.Recomputed {
        let shown = try await ShowVersion(version: version, to: "production", by: story.maker)
            .run(on: story.test.platform)
        let recorded = try RecordedEvaluation(of: version, in: shown.dossier, named: name)
        let rival = try await recorded.rival.asyncMap {
            try await VersionSources(version: $0, by: story.maker).run(on: story.test.platform)
        }
        return try await RecomputeEvaluation(
            recorded, artifacts: shown.artifacts, rivalArtifacts: rival ?? [], moved: moved,
            by: story.maker
        ).run()
    }

    private func keep(_ recomputed: RecomputeEvaluation.Recomputed) async throws -> [Evidence] {
        var kept: [Evidence] = []
        for addition in recomputed.additions {
            kept.append(try await addition.run(on: story.test.platform))
        }
        return kept
    }

    @Test func `the same bytes are verified, and the gate sees it`() async throws {
        let name = try await story.register().version.name
        var evaluation = evaluation(name)
        evaluation.suite = .high
        evaluation.reference = data
        evaluation.segments = ["sex"]
        let measured = try await story.add(evaluation)
        let policy = try story.test.write(
            """
            policy: verified
            applies: {to: production, risk: [high]}
            rules:
              - id: recomputed
                because: numbers are to be made twice
                evidence: {kind: eval_report, grade: verified}
              - id: fairness
                because: numbers are to be made twice
                evidence: {kind: fairness_report, grade: verified}
            """, to: "verified.yaml")
        let gate = try JudgeVersion(
            version: name, to: "production", policyFile: PolicyFile(path: policy), by: story.maker)
        #expect(try await gate.run(on: story.test.platform).decision.verdict == .undecided)
        story.test.clock.pass(milliseconds: 1)
        let recomputed = try await recompute(name)
        #expect(recomputed.isIdentical && recomputed.isSeen)
        #expect(recomputed.reports.count == 3)
        let kept = try await keep(recomputed)
        #expect(kept.map(\.grade) == [.verified, .verified, .verified])
        #expect(Set(kept.map(\.kind)) == Set(measured.map(\.kind)))
        for item in kept {
            let first = try #require(measured.first { $0.kind == item.kind })
            #expect(item.lookedAt == first.lookedAt)
            #expect(item.predicate["recomputed"] == .string(first.id.description))
            #expect(
                PredicateDifference.between(first.predicate, item.predicate).map(\.path)
                    == ["recomputed"])
        }
        #expect(try await gate.run(on: story.test.platform).decision.verdict == .allow)
        // What was verified can be recomputed as well.
        #expect(try await recompute(name, kept[0].id.description).isIdentical)
    }

    @Test func `the model that it was compared with is run again`() async throws {
        let first = try await story.register().version.name
        let artifacts = try await VersionSources(version: first, by: story.maker)
            .run(on: story.test.platform)
        let second = try await story.register().version.name
        var evaluation = evaluation(second)
        evaluation.rival = .init(version: first, score: nil, artifacts: artifacts)
        _ = try await story.add(evaluation)
        #expect(try await recompute(second).additions.count == 2)
        evaluation.rival = .init(version: first, score: "score", artifacts: [])
        let read = try await story.add(evaluation)
        #expect(read.map(\.grade) == [.declared, .declared])
        let again = try await recompute(second, read[0].id.description)
        #expect(again.isIdentical && !again.isSeen && again.additions.isEmpty)
    }

    @Test func `numbers that were never measured are named, and nothing is kept`() async throws {
        let name = try await story.register().version.name
        let measured = try await story.add(evaluation(name))
        guard case .object(var members) = measured[0].predicate,
            case .object(var accuracy)? = members["accuracy"]
        else { throw Failure.fault("test", "there is no accuracy") }
        accuracy["value"] = 0.99
        members["accuracy"] = .object(accuracy)
        let forged = try await AddEvidence(
            version: name, kind: .evalReport, grade: .declared, predicate: .object(members),
            lookedAt: .parts(measured[0].lookedAt), expiresAt: nil, by: story.maker
        ).run(on: story.test.platform)
        let recomputed = try await recompute(name, String(forged.id.description.dropFirst(7)))
        #expect(recomputed.additions.isEmpty && !recomputed.isIdentical)
        let report = try #require(recomputed.reports.first { $0.recorded.kind == .evalReport })
        #expect(report.differences.map(\.path) == ["accuracy.value"])
        #expect(report.differences.first?.recorded == 0.99)
        #expect(report.differences.first?.again == measured[0].predicate["accuracy"]?["value"])
    }

    @Test func `a claim about other parts is not the same claim`() async throws {
        let name = try await story.register().version.name
        let measured = try await story.add(evaluation(name))
        let other = try await AddEvidence(
            version: name, kind: .evalReport, grade: .declared, predicate: measured[0].predicate,
            lookedAt: .roles([.code]), expiresAt: nil, by: story.maker
        ).run(on: story.test.platform)
        let report = try #require(
            try await recompute(name, other.id.description).reports.first {
                $0.recorded.kind == .evalReport
            })
        #expect(report.differences.allSatisfy { $0.path.hasPrefix("lookedAt[") })
        #expect(!report.isIdentical)
    }

    @Test func `of one millisecond nobody is the newest, and the name is asked for`() async throws {
        let name = try await story.register().version.name
        let first = try await story.add(evaluation(name))
        var other = evaluation(name)
        other.seed = 2
        let second = try await story.add(other)
        #expect(first[0].at == second[0].at)
        let failure = try await story.test.failure { try await recompute(name) }
        #expect(failure.code == "ambiguous" && failure.kind == .fault)
        for evidence in [first[0], second[0]] {
            let digits = String(evidence.id.description.dropFirst(7).prefix(12))
            #expect(failure.message.contains(digits))
            let recomputed = try await recompute(name, digits)
            #expect(recomputed.isIdentical)
            #expect(recomputed.reports.map(\.recorded.id).contains(evidence.id))
        }
        story.test.clock.pass(milliseconds: 1)
        other.seed = 3
        let third = try await story.add(other)
        #expect(try await recompute(name).reports.map(\.recorded.id).contains(third[0].id))
    }

    @Test func `scores that were read stay declared, though they come to the same`() async throws {
        let name = try await story.register().version.name
        _ = try await story.add(evaluation(name, score: "score"))
        let recomputed = try await recompute(name)
        #expect(recomputed.isIdentical && !recomputed.isSeen)
        #expect(recomputed.additions.isEmpty)
    }

    @Test func `files that are gone are a fault, and may be named where they are`() async throws {
        let name = try await story.register().version.name
        _ = try await story.add(evaluation(name))
        for (from, to) in [("evaluation.csv", "rows"), ("model", "elsewhere")] {
            try FileManager.default.moveItem(
                atPath: "\(story.test.folder)/\(from)", toPath: "\(story.test.folder)/\(to)")
        }
        try story.test.write("age\n1\n", to: "evaluation.csv")
        let rows = "\(story.test.folder)/rows"
        let model = "\(story.test.folder)/elsewhere"
        let first = try await story.test.failure { try await recompute(name) }
        #expect(first.code == "files_gone" && first.message.contains("the data"))
        #expect(first.kind == .fault)
        let second = try await story.test.failure { try await recompute(name, moved: [rows]) }
        #expect(second.code == "files_gone" && second.message.contains("the model"))
        #expect(try await recompute(name, moved: [rows, model]).isIdentical)
        let third = try await story.test.failure { try await recompute(name, moved: ["nowhere"]) }
        #expect(third.message.contains("nowhere"))
    }

    @Test(arguments: [
        ("engine", JSON("assay 0.0.1"), "other_engine"), ("data", .null, "not_recomputed"),
        ("suite", "all", "not_recomputed"), ("engine", .null, "other_engine"),
        ("weights_of_rows", "age", "other_configuration"), ("digest", "", "other_configuration"),
    ])
    func `what another program asked is not asked here`(
        member: String, value: JSON, code: String
    ) async throws {
        let name = try await story.register().version.name
        let measured = try await story.add(evaluation(name))
        guard case .object(var members) = measured[0].predicate,
            case .object(var configuration)? = members["configuration"]
        else { throw Failure.fault("test", "there is no configuration") }
        configuration[member] = value
        members["configuration"] = .object(configuration)
        let other = try await AddEvidence(
            version: name, kind: .evalReport, grade: .declared, predicate: .object(members),
            lookedAt: .parts(measured[0].lookedAt), expiresAt: nil, by: story.maker
        ).run(on: story.test.platform)
        let failure = try await story.test.failure {
            try await recompute(name, other.id.description)
        }
        #expect(failure.code == code, "\(failure)")
        #expect(failure.kind == .fault)
    }

    @Test func `evidence is found by its digest, of what was measured alone`() async throws {
        let name = try await story.register().version.name
        let none = try await story.test.failure { try await recompute(name) }
        #expect(none.code == "not_evaluated")
        let measured = try await story.add(evaluation(name))
        let fairness = try await recompute(name, measured[1].id.description)
        #expect(Set(fairness.reports.map(\.recorded.id)) == Set(measured.map(\.id)))
        for (text, code) in [
            ("12", "bad_digest"), ("sha256:12", "bad_digest"), ("ffffffffffff", "unknown_evidence"),
        ] {
            let failure = try await story.test.failure { try await recompute(name, text) }
            #expect(failure.code == code)
        }
    }
}

extension Optional {
    fileprivate func asyncMap<Result>(
        _ transform: (Wrapped) async throws -> Result
    ) async rethrows -> Result? {
        guard let self else { return nil }
        return try await transform(self)
    }
}
