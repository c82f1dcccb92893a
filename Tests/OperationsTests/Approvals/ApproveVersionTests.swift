import Foundation
import Governance
import Operations
import Testing
import Transparency

@Suite struct ApproveVersionTests {
    private func measured(_ story: IncomeStory) async throws -> VersionName {
        let name = try await story.register().version.name
        _ = try await story.evaluate(name, score: "fair")
        return name
    }

    private func approve(
        _ story: IncomeStory, _ name: VersionName, parts: [PartRole]
    ) async throws -> Approval {
        try await ApproveVersion(
            version: name, to: "production", roles: parts, by: story.reviewer
        ).run(on: story.test.platform)
    }

    /// Makes the home's policy content with a reviewer who looked at these parts.
    private func ask(_ story: IncomeStory, for parts: String) throws {
        let file = "\(story.test.folder)/policies/high.yaml"
        let policy = try String(contentsOfFile: file, encoding: .utf8)
        let asked = "roles: [risk-reviewer], count: 1"
        #expect(policy.contains(asked))
        try story.test.write(
            policy.replacing(asked, with: "\(asked), looked-at: [\(parts)]"),
            to: "policies/high.yaml")
    }

    @Test func `an approval of some parts does not stand for one of the whole`() async throws {
        let story = try IncomeStory()
        let name = try await measured(story)
        _ = try await approve(story, name, parts: [.weights, .trainingData])
        #expect(try await story.gate(name).decision.verdict == .undecided)
    }

    @Test func `an approval of some parts outlives a change of the others`() async throws {
        let story = try IncomeStory()
        try ask(story, for: "weights, training-data")
        let name = try await measured(story)
        let approval = try await approve(story, name, parts: [.weights, .trainingData])
        #expect(approval.root == nil)
        #expect(approval.lookedAt.map(\.role) == [.trainingData, .weights])
        #expect(try await story.gate(name).decision.verdict == .allow)
        try story.test.write("print(1)", to: "train.py")
        let second = try await story.register().version.name
        try await story.scan(second)
        #expect(try await story.gate(second).decision.verdict == .allow)
        try story.test.write("weights two", to: "model/model.json")
        let third = try await story.register().version.name
        let judged = try await story.gate(third)
        #expect(judged.decision.verdict == .undecided)
        #expect(judged.carryover?.void.contains { $0.what == "approval" } == true)
    }

    @Test func `an approval of the whole is void when a part is added`() async throws {
        let story = try IncomeStory()
        let name = try await story.released()
        try story.test.write("seed: 1", to: "train.yaml")
        let second = try await RegisterVersion(
            subject: name.subject,
            parts: story.parts() + [
                .hash(role: .config, path: story.test.folder + "/train.yaml")
            ], purpose: nil, risk: nil, businessOwner: nil, technicalOwner: nil, by: story.maker
        ).run(on: story.test.platform).version.name
        let judged = try await story.gate(second)
        #expect(judged.decision.verdict == .undecided)
        #expect(judged.carryover?.void.map(\.standing) == [.voidByComposition([.config])])
    }

    @Test func `a changed purpose voids approvals and no evidence`() async throws {
        let story = try IncomeStory()
        _ = try await story.released()
        let second = try await story.register(purpose: "grants loans").version.name
        #expect(second.number == 2)
        let judged = try await story.gate(second)
        #expect(judged.carryover?.changed == [])
        #expect(judged.carryover?.void.map(\.standing) == [.voidByTerms])
        #expect(
            judged.decision.findings.filter { $0.outcome != .holds }.map(\.rule) == ["risk-review"])
    }

    @Test func `an approval for one transition says nothing of another`() async throws {
        let story = try IncomeStory()
        let name = try await measured(story)
        let policies = story.test.folder + "/policies"
        let high = try String(contentsOf: URL(filePath: policies + "/high.yaml"), encoding: .utf8)
        try story.test.write(
            high.replacingOccurrences(of: "to: [production]", with: "to: [production, canary]"),
            to: "policies/high.yaml")
        _ = try await story.approve(name, as: story.reviewer)
        let canary = try await JudgeVersion(
            version: name, to: "canary", policyFile: nil, by: story.maker
        ).run(on: story.test.platform)
        #expect(canary.decision.verdict == .undecided)
        #expect(try await story.gate(name).decision.verdict == .allow)
    }

    @Test(arguments: [
        ("tom@example.org:risk-reviewer", "author_may_not_approve"),
        ("ruth@example.org", "role_not_asked"), ("ruth@example.org:viewer", "role_not_asked"),
        ("ruth@example.org:administrator", "role_not_asked"),
    ])
    func `who may not approve is told why, and nothing is recorded`(
        claim: String, code: String
    ) async throws {
        let story = try IncomeStory()
        let name = try await measured(story)
        let count = try await story.test.recordCount()
        let failure = try await story.test.failure {
            try await story.approve(name, as: .claimed(PrincipalClaim(claim)))
        }
        #expect(failure.code == code)
        #expect(failure.kind == .refused)
        #expect(try await story.test.recordCount() == count)
    }

    @Test func `the same person does not approve the same bytes twice`() async throws {
        let story = try IncomeStory()
        let name = try await measured(story)
        _ = try await story.approve(name, as: story.reviewer)
        let failure = try await story.test.failure {
            try await story.approve(name, as: story.reviewer)
        }
        #expect(failure.code == "already_approved")
    }

    @Test func `parts that are not there cannot be approved`() async throws {
        let story = try IncomeStory()
        let name = try await measured(story)
        let failure = try await story.test.failure {
            try await approve(story, name, parts: [.prompt])
        }
        #expect(failure.code == "no_such_part")
    }

    @Test func `a policy may demand that who approves was authenticated`() async throws {
        let story = try IncomeStory()
        let name = try await measured(story)
        let file = URL(filePath: story.test.folder + "/policies/high.yaml")
        let high = try String(contentsOf: file, encoding: .utf8)
        try story.test.write(
            high.replacingOccurrences(of: "count: 1}", with: "count: 1, grade: verified}"),
            to: "policies/high.yaml")
        let failure = try await story.test.failure {
            try await story.approve(name, as: story.reviewer)
        }
        #expect(failure.code == "grade_too_low")
    }
}
