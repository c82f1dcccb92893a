import Governance
import Operations
import Testing
import Transparency

@Suite struct JudgeVersionTests {
    private func outcomes(_ decision: Decision) -> [String: Finding.Outcome] {
        Dictionary(decision.findings.map { ($0.rule, $0.outcome) }) { $1 }
    }

    @Test func `a version without evidence is undecided, and every lack names its command`()
        async throws
    {
        let story = try IncomeStory()
        let name = try await story.register().version.name
        let decision = try await story.gate(name).decision
        #expect(decision.verdict == .undecided)
        #expect(
            outcomes(decision) == [
                "owners": .holds, "harmless": .undecided, "performance": .undecided,
                "equal-opportunity": .undecided, "risk-review": .undecided,
            ])
        for finding in decision.findings where finding.outcome == .undecided {
            #expect(finding.remedy.contains("assay "), "\(finding)")
        }
    }

    @Test func `a gap that is surely too wide denies, with its numbers`() async throws {
        let story = try IncomeStory()
        let name = try await story.register().version.name
        _ = try await story.evaluate(name, score: "unfair")
        let decision = try await story.gate(name).decision
        #expect(decision.verdict == .deny)
        #expect(outcomes(decision)["equal-opportunity"] == .violated)
        let finding = try #require(decision.findings.first { $0.rule == "equal-opportunity" })
        #expect(finding.details.contains { $0.contains("0.4") }, "\(finding.details)")
    }

    @Test func `measured, fair and approved by another is allowed and released`() async throws {
        let story = try IncomeStory()
        let name = try await story.register().version.name
        _ = try await story.evaluate(name, score: "fair")
        let before = try await story.gate(name).decision
        #expect(before.verdict == .undecided)
        #expect(before.findings.filter { $0.outcome != .holds }.map(\.rule) == ["risk-review"])
        await #expect(throws: Failure.self) {
            try await story.approve(
                name, as: .claimed(PrincipalClaim("tom@example.org:risk-reviewer")))
        }
        _ = try await story.approve(name, as: story.reviewer)
        let judged = try await story.gate(name)
        #expect(judged.decision.verdict == .allow)
        #expect(judged.release?.isNew == true)
        #expect(try await story.gate(name).release?.isNew == false)
    }

    @Test func `one flipped byte of the code voids what looked at the code and no more`()
        async throws
    {
        let story = try IncomeStory()
        _ = try await story.released()
        try story.test.write("print(1)", to: "train.py")
        let changed = try await story.register().version.name
        #expect(changed.number == 2)
        let judged = try await story.gate(changed)
        let carryover = try #require(judged.carryover)
        #expect(carryover.changed == [.code])
        #expect(carryover.void.map(\.name) == ["scan_report", "risk-reviewer"])
        #expect(Set(carryover.holding.map(\.name)) == ["eval_report", "fairness_report"])
        #expect(judged.decision.verdict == .undecided)
        #expect(carryover.redo.count == 2)
    }

    @Test func `evidence grows old`() async throws {
        let story = try IncomeStory()
        let name = try await story.released()
        story.test.clock.pass(days: 89)
        #expect(try await story.gate(name).decision.verdict == .allow)
        story.test.clock.pass(days: 1)
        #expect(try await story.gate(name).decision.verdict == .undecided)
    }

    @Test func `a decision replays to the same bytes`() async throws {
        let story = try IncomeStory()
        let name = try await story.released()
        let decision = try await story.gate(name).decision
        let prefix = String(decision.id.hex.prefix(12))
        let replayed = try await ReplayDecision(decision: prefix, by: story.maker)
            .run(on: story.test.platform)
        #expect(replayed.isIdentical)
        #expect(replayed.recorded == decision.id)
    }
}
