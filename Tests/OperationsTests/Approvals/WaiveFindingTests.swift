import Governance
import Operations
import Testing
import Transparency

@Suite struct WaiveFindingTests {
    private func waive(
        _ story: IncomeStory, _ name: VersionName, rule: String = "equal-opportunity",
        days: Int = 30, because: String = "a new survey comes", as claim: Actor? = nil
    ) async throws -> Waiver {
        try await WaiveFinding(
            version: name, to: "production", rule: rule, because: because,
            until: story.test.clock.value.adding(days: days), by: claim ?? story.reviewer
        ).run(on: story.test.platform)
    }

    private func denied() async throws -> (IncomeStory, VersionName) {
        let story = try IncomeStory()
        let name = try await story.register().version.name
        _ = try await story.evaluate(name, score: "unfair")
        _ = try await story.approve(name, as: story.reviewer)
        _ = try await waive(story, name, rule: "performance", days: 90)
        let decision = try await story.gate(name).decision
        #expect(decision.verdict == .deny)
        #expect(
            decision.findings.filter { $0.outcome == .violated }.map(\.rule) == [
                "equal-opportunity"
            ])
        return (story, name)
    }

    @Test func `a waiver lets one finding pass until it expires`() async throws {
        let (story, name) = try await denied()
        let waiver = try await waive(story, name)
        let allowed = try await story.gate(name).decision
        #expect(allowed.verdict == .allow)
        let finding = try #require(allowed.findings.first { $0.rule == "equal-opportunity" })
        #expect(finding.outcome == .waived)
        #expect(finding.waiver == waiver.id)
        story.test.clock.pass(days: 29)
        #expect(try await story.gate(name).decision.verdict == .allow)
        story.test.clock.pass(days: 1)
        #expect(try await story.gate(name).decision.verdict == .deny)
    }

    @Test func `a waiver is bound to the bytes it was given for`() async throws {
        let (story, name) = try await denied()
        _ = try await waive(story, name)
        try story.test.write("print(1)", to: "train.py")
        let second = try await story.register().version.name
        let decision = try await story.gate(second).decision
        #expect(decision.verdict == .deny)
    }

    @Test func `what is not waivable, holds or is unknown is refused`() async throws {
        let (story, name) = try await denied()
        let count = try await story.test.recordCount()
        let codes = [
            ("owners", "not_waivable"), ("risk-review", "not_waivable"),
            ("beauty", "unknown_rule"),
        ]
        for (rule, code) in codes {
            let failure = try await story.test.failure { try await waive(story, name, rule: rule) }
            #expect(failure.code == code)
            #expect(failure.kind == .refused)
        }
        #expect(try await story.test.recordCount() == count)
    }

    @Test func `a rule that holds has nothing to waive`() async throws {
        let story = try IncomeStory()
        let name = try await story.released()
        let failure = try await story.test.failure { try await waive(story, name) }
        #expect(failure.code == "nothing_to_waive")
    }

    @Test func `a waiver has a reason, an end and somebody else behind it`() async throws {
        let (story, name) = try await denied()
        let maker = Actor.claimed(try PrincipalClaim("tom@example.org:risk-reviewer"))
        let viewer = Actor.claimed(try PrincipalClaim("vic@example.org:viewer"))
        var codes = [
            try await story.test.failure { try await waive(story, name, days: 0) }.code,
            try await story.test.failure { try await waive(story, name, days: 91) }.code,
            try await story.test.failure { try await waive(story, name, because: " ") }.code,
            try await story.test.failure { try await waive(story, name, as: maker) }.code,
        ]
        codes.append(try await story.test.failure { try await waive(story, name, as: viewer) }.code)
        #expect(
            codes == [
                "expiry_passed", "waiver_too_long", "reason_missing", "author_may_not_waive",
                "role_may_not_waive",
            ])
        #expect(try await story.gate(name).decision.verdict == .deny)
        _ = try await waive(story, name, days: 90)
    }

    @Test func `a reason too long for a record is refused and not cut`() async throws {
        let (story, name) = try await denied()
        let count = try await story.test.recordCount()
        let failure = try await story.test.failure {
            try await waive(story, name, because: String(repeating: "long ", count: 20_000))
        }
        #expect(failure.code == "too_large")
        #expect(try await story.test.recordCount() == count)
    }
}
