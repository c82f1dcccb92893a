import Foundation
import Governance
import Operations
import Testing
import Transparency

@Suite struct AddEvidenceTests {
    private func add(
        _ story: IncomeStory, _ name: VersionName, _ lookedAt: AddEvidence.LookedAt,
        expiresAt: Instant? = nil, predicate: JSON = ["looked": "closely"]
    ) async throws -> Evidence {
        try await AddEvidence(
            version: name, kind: .modelCard, grade: .declared, predicate: predicate,
            lookedAt: lookedAt, expiresAt: expiresAt, by: story.maker
        ).run(on: story.test.platform)
    }

    @Test func `evidence is kept as a statement that the home's key signed`() async throws {
        let story = try IncomeStory()
        let name = try await story.register().version.name
        let evidence = try await add(story, name, .roles([.weights, .code]))
        #expect(evidence.lookedAt.map(\.role) == [.code, .weights])
        let bytes = try story.test.platform.blobs.get(evidence.id)
        let envelope = try DSSEEnvelope(parsing: bytes)
        let key = story.test.platform.keys.release.verifyingKey
        let statement = try envelope.statement(verifiedBy: [key])
        #expect(statement.predicate["result"] == ["looked": "closely"])
        #expect(Set(statement.subjects.map(\.name)) == ["code", "weights"])
    }

    @Test func `evidence about other digests, roles or nothing is refused`() async throws {
        let story = try IncomeStory()
        let registered = try await story.register().version
        let count = try await story.test.recordCount()
        let blobs = story.test.blobs()
        let part = try #require(registered.composition.parts.first)
        let other = Part(role: part.role, digest: Digest(of: [1]))
        let moved = Part(role: .prompt, digest: part.digest)
        let codes = [
            try await failureCode(story, registered.name, .parts([other])),
            try await failureCode(story, registered.name, .parts([part, other])),
            try await failureCode(story, registered.name, .parts([moved])),
            try await failureCode(story, registered.name, .parts([])),
            try await failureCode(story, registered.name, .roles([.prompt])),
        ]
        #expect(
            codes == [
                "other_digest", "other_digest", "other_digest", "looks_at_nothing", "no_such_part",
            ])
        #expect(try await story.test.recordCount() == count)
        #expect(story.test.blobs() == blobs)
    }

    private func failureCode(
        _ story: IncomeStory, _ name: VersionName, _ lookedAt: AddEvidence.LookedAt
    ) async throws -> String {
        let failure = try await story.test.failure { try await add(story, name, lookedAt) }
        #expect(failure.kind == .refused)
        return failure.code
    }

    @Test func `evidence that has expired is refused, and expires for the gate`() async throws {
        let story = try IncomeStory()
        let name = try await story.register().version.name
        let now = story.test.clock.value
        let failure = try await story.test.failure {
            try await add(story, name, .roles([.code]), expiresAt: now)
        }
        #expect(failure.code == "expired_evidence")
        try story.test.write(Self.policy, to: "card.yaml")
        _ = try await add(story, name, .roles([.code]), expiresAt: now.adding(days: 2))
        let judge = try JudgeVersion(
            version: name, to: "production",
            policyFile: PolicyFile(path: story.test.folder + "/card.yaml"), by: story.maker)
        #expect(try await judge.run(on: story.test.platform).decision.verdict == .allow)
        story.test.clock.pass(days: 2)
        let late = try await judge.run(on: story.test.platform).decision
        #expect(late.verdict == .undecided)
        #expect(late.findings.first?.details.first?.contains("expired on") == true)
    }

    private static let policy = """
        policy: card
        applies: {to: [production]}
        rules:
          - {id: card, evidence: {kind: model_card}, because: people read it}
        """

    @Test func `a large predicate stays out of the record`() async throws {
        let story = try IncomeStory()
        let name = try await story.register().version.name
        let text = String(repeating: "long ", count: 100_000)
        let evidence = try await add(
            story, name, .roles([.code]), predicate: ["text": .string(text)])
        let shown = try await ShowVersion(version: name, to: "production", by: story.maker)
            .run(on: story.test.platform)
        #expect(shown.dossier.evidence.map(\.id) == [evidence.id])
        #expect(shown.dossier.evidence.first?.predicate["text"] == .string(text))
    }
}
