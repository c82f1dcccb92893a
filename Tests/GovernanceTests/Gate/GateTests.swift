import Testing
import Transparency

@testable import Governance

@Suite struct GateTests {
    private func judge(
        _ rules: Sketch..., dossier: Dossier, waivers: Sketch? = nil
    ) throws -> Decision {
        Gate.judge(dossier, by: try Policy(.policy(rules, waivers: waivers)))
    }

    private let holds = Sketch.requiring("true", id: "holds")
    private let violated = Sketch.requiring("false", id: "violated")
    private let undecided = Sketch.rule("undecided", ["evidence": ["kind": "aibom"]])

    @Test func `a verdict comes from all findings, in the order of the rules`() throws {
        let dossier = try Income.dossier()
        let denied = try judge(holds, undecided, violated, dossier: dossier)
        #expect(denied.verdict == .deny)
        #expect(denied.findings.map(\.rule) == ["holds", "undecided", "violated"])
        #expect(denied.findings.map(\.outcome) == [.holds, .undecided, .violated])
        #expect(try judge(holds, undecided, dossier: dossier).verdict == .undecided)
        #expect(try judge(holds, dossier: dossier).verdict == .allow)
    }

    @Test func `a finding says why its rule is there and which controls it serves`() throws {
        let rule: Sketch = .rule([
            "title": "A title", "require": "false", "controls": ["a/1", "b/2"],
        ])
        let finding = try Income.finding(rule, Income.dossier())
        #expect(finding.title == "A title" && finding.because == "it matters")
        #expect(finding.controls == ["a/1", "b/2"])
    }

    @Test func `a policy that is written for something else never allows`() throws {
        let policy = try Policy(rules: holds)
        let others = [
            try Income.dossier(to: "staging"),
            try Income.dossier(subject: Income.subject(risk: .low)),
        ]
        for dossier in others {
            let decision = Gate.judge(dossier, by: policy)
            #expect(decision.verdict == .undecided)
            #expect(decision.findings.map(\.rule) == ["applies", "holds"])
        }
        let prompts = try Policy(
            .map([
                ("policy", "x"), ("applies", ["kinds": "prompt", "to": "production"]),
                ("rules", [holds]),
            ]))
        #expect(Gate.judge(try Income.dossier(), by: prompts).verdict == .undecided)
        #expect(Gate.judge(try Income.dossier(), by: policy).verdict == .allow)
    }

    @Test func `a policy for something else still denies`() throws {
        let dossier = try Income.dossier(to: "staging")
        #expect(try judge(violated, dossier: dossier).verdict == .deny)
    }

    @Test func `judging asks no clock and no chance`() throws {
        var random = SeededRandom()
        for _ in 0..<20 {
            let (dossier, policy) = (try random.dossier(), try random.policy())
            let shuffled = Dossier(
                at: dossier.at, to: dossier.to, subject: dossier.subject, version: dossier.version,
                evidence: dossier.evidence.shuffled(using: &random),
                approvals: dossier.approvals.shuffled(using: &random),
                waivers: dossier.waivers.shuffled(using: &random),
                predecessor: dossier.predecessor)
            let first = Gate.judge(dossier, by: policy)
            #expect(Gate.judge(dossier, by: policy).bytes == first.bytes)
            #expect(Gate.judge(shuffled, by: policy).bytes == first.bytes)
        }
    }

    @Test func `taking away evidence or approvals never opens the gate`() throws {
        var random = SeededRandom()
        for _ in 0..<150 {
            let (dossier, policy) = (try random.dossier(), try random.demandingPolicy())
            guard Gate.judge(dossier, by: policy).verdict != .allow else { continue }
            let fewer = Dossier(
                at: dossier.at, to: dossier.to, subject: dossier.subject, version: dossier.version,
                evidence: dossier.evidence.filter { _ in random.chance(60) },
                approvals: dossier.approvals.filter { _ in random.chance(60) }, waivers: [],
                predecessor: dossier.predecessor)
            #expect(Gate.judge(fewer, by: policy).verdict != .allow, "\(dossier.json)")
        }
    }
}

@Suite struct WaivedFindingTests {
    private let terms: Sketch = ["roles": ["risk-reviewer"], "max-age": "30d"]

    private func finding(
        _ waivers: Waiver..., require: String = "false", waivable: Bool = true,
        terms: Sketch? = nil, subject: Subject? = nil, parts: [Part] = Income.parts
    ) throws -> Finding {
        let rule: Sketch = .rule([
            "require": .quoted(require), "waivable": .text("\(waivable)", isQuoted: false),
        ])
        let dossier = try Income.dossier(
            waivers: waivers, subject: subject, version: Income.version(parts: parts))
        return try Income.finding(rule, dossier, waivers: terms ?? self.terms)
    }

    @Test func `a waived finding says so, keeps its numbers and lets the version pass`() throws {
        let waiver = try Income.waiver(of: "rule")
        let finding = try finding(waiver, require: "version.number > 3")
        #expect(finding.outcome == .waived)
        #expect(finding.waiver == waiver.id)
        #expect(
            finding.details == [
                "`version.number > 3` is false: version.number is 1",
                "waived until 2026-10-01T14:13:20.000Z: a fix is on its way",
            ])
        #expect(Verdict([finding]) == .allow)
    }

    @Test func `an undecided finding can be waived too, and one that holds is not`() throws {
        let waiver = try Income.waiver(of: "rule")
        #expect(try finding(waiver, require: "evidence.aibom.ok").outcome == .waived)
        let held = try finding(waiver, require: "true")
        #expect(held.outcome == .holds && held.waiver == nil)
    }

    @Test func `a waiver ends at its moment`() throws {
        #expect(try finding(Income.waiver(of: "rule", untilDays: 0)).outcome == .violated)
        #expect(try finding(Income.waiver(of: "rule", untilDays: 1)).outcome == .waived)
    }

    @Test func `a waiver dated later than the judgement does not count`() throws {
        #expect(try finding(Income.waiver(of: "rule", daysAgo: -1)).outcome == .violated)
    }

    @Test func `a waiver is for one rule, one transition, one subject and these bytes`() throws {
        #expect(try finding(Income.waiver(of: "other")).outcome == .violated)
        #expect(try finding(Income.waiver(of: "rule", to: "staging")).outcome == .violated)
        let other = try Income.waiver(of: "rule", subject: Income.subject("other"))
        #expect(try finding(other).outcome == .violated)
        let flipped = [Income.part(.weights, "flipped"), Income.config, Income.evaluationData]
        #expect(try finding(Income.waiver(of: "rule"), parts: flipped).outcome == .violated)
    }

    @Test func `a waiver is void when purpose or risk are others`() throws {
        let waiver = try Income.waiver(of: "rule")
        let purpose = try Income.subject(purpose: "denies loans")
        #expect(try finding(waiver, subject: purpose).outcome == .violated)
        let riskier = try Income.waiver(of: "rule", subject: Income.subject(risk: .low))
        #expect(try finding(riskier).outcome == .violated)
    }

    @Test func `a waiver by the author never counts`() throws {
        #expect(try finding(Income.waiver(of: "rule", by: Income.tom)).outcome == .violated)
    }

    @Test func `a waiver counts only as the policy now lets it`() throws {
        let waiver = try Income.waiver(of: "rule", daysAgo: 7)
        #expect(try finding(waiver, waivable: false).outcome == .violated)
        #expect(try finding(waiver, terms: ["roles": ["model-owner"]]).outcome == .violated)
        #expect(try finding(waiver, terms: ["max-age": "30d"]).outcome == .violated)
        let shorter: Sketch = ["roles": ["risk-reviewer"], "max-age": "7d"]
        #expect(try finding(waiver, terms: shorter).outcome == .violated)
        let longer: Sketch = ["roles": ["risk-reviewer"], "max-age": "8d"]
        #expect(try finding(waiver, terms: longer).outcome == .waived)
    }

    @Test func `the newest waiver that counts is the one that is named`() throws {
        let newest = try Income.waiver(of: "rule", daysAgo: 1)
        let older = try Income.waiver(of: "rule", daysAgo: 2)
        let wrong = try Income.waiver(of: "rule", by: Income.tom, daysAgo: 0)
        #expect(try finding(wrong, newest, older).waiver == newest.id)
    }
}
