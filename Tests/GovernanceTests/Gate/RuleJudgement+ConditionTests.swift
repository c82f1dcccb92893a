import Testing
import Transparency

@testable import Governance

@Suite struct RuleJudgementConditionTests {
    private func finding(_ condition: String, _ evidence: Evidence...) throws -> Finding {
        try Income.finding(.requiring(condition), Income.dossier(evidence))
    }

    private func report(_ members: JSON) -> Evidence { Income.evidence(saying: members) }

    @Test func `a condition that is true holds, and names the evidence it read`() throws {
        let evidence = report(["auc": Income.measure(0.9, within: 0.01)])
        let finding = try finding("atLeast(evidence.eval_report.auc, 0.8)", evidence)
        #expect(finding.outcome == .holds)
        #expect(finding.evidence == [evidence.id])
        #expect(finding.remedy.isEmpty)
    }

    @Test func `a condition that is false violates, with its numbers`() throws {
        let evidence = report(["auc": Income.measure(0.7, within: 0.02)])
        let finding = try finding("atLeast(evidence.eval_report.auc, 0.8)", evidence)
        #expect(finding.outcome == .violated)
        #expect(finding.details == ["auc 0.7, 95 % interval 0.68 to 0.72; must be at least 0.8"])
        #expect(finding.evidence == [evidence.id] && finding.missing.isEmpty)
    }

    @Test func `any other condition that is false is shown with the values it read`() throws {
        let finding = try finding(
            "evidence.eval_report.passed && version.number > 3 && subject.kind == 'prompt'",
            report(["passed": false]))
        #expect(finding.outcome == .violated)
        #expect(
            finding.details == [
                "`evidence.eval_report.passed` is false: evidence.eval_report.passed is false",
                "`version.number > 3` is false: version.number is 1",
                "`subject.kind == 'prompt'` is false: subject.kind is `model`",
            ])
    }

    @Test func `all that is wrong is shown, not the first alone`() throws {
        let finding = try finding(
            "atLeast(evidence.eval_report.auc, 0.8) && atMost(evidence.fairness_report.gap, 0.1) "
                + "&& evidence.eval_report.rows > 100",
            report(["auc": 0.7, "rows": 50]))
        #expect(finding.outcome == .violated)
        #expect(finding.missing == ["evidence.fairness_report"])
        #expect(
            finding.details == [
                "auc 0.7; must be at least 0.8", "there is no fairness_report",
                "`evidence.eval_report.rows > 100` is false: evidence.eval_report.rows is 50",
            ])
    }

    @Test func `a condition on what is not known is undecided, and names the path`() throws {
        let finding = try finding("evidence.eval_report.auc > 0.8")
        #expect(finding.outcome == .undecided)
        #expect(finding.missing == ["evidence.eval_report"])
        #expect(finding.details == ["there is no eval_report"])
        #expect(finding.remedy == Income.evaluation)
    }

    @Test func `a fact that evidence does not state is not known`() throws {
        for condition in [
            "evidence.eval_report.auc > 0.8", "atLeast(evidence.eval_report.auc, 0.8)",
            "!(evidence.eval_report.auc > 0.8)",
        ] {
            let finding = try finding(condition, report(["accuracy": 0.9]))
            #expect(finding.outcome == .undecided)
            #expect(finding.missing == ["evidence.eval_report.auc"])
            #expect(finding.details == ["eval_report says nothing of `auc`"])
            #expect(finding.remedy.hasPrefix("assay eval income@1 "))
        }
    }

    @Test(arguments: [
        ("evidence.eval_report.auc / 0.0 > 1.0 || 1 / 0 == 1", "division by zero"),
        ("evidence.eval_report.auc == 1.0 || evidence.eval_report.name > 5", "no such overload"),
        ("evidence.eval_report.name.auc > 0.5", "has no fields"),
        ("atLeast(evidence.eval_report.name, 0.5)", "takes a number"),
        ("int(evidence.eval_report.name) > 1", ""),
        ("[1][evidence.eval_report.big] == 1", ""),
        ("timestamp(evidence.eval_report.name) > now", ""),
        ("evidence.eval_report.name.matches(evidence.eval_report.pattern)", ""),
    ])
    func `a condition that fails is undecided, never a crash`(condition: String, part: String)
        throws
    {
        let finding = try finding(
            condition, report(["auc": 0, "name": "x", "big": 1e300, "pattern": "(((("]))
        #expect(finding.outcome == .undecided, "\(finding)")
        #expect(finding.missing == ["rule"])
        #expect(
            finding.details.count == 1 && finding.details[0].contains(part), "\(finding.details)")
    }

    @Test func `a condition that works too long is undecided`() throws {
        let list = "[1,2,3,4,5,6,7,8,9,10]"
        let loops = "abcdefgh".map { "\(list).all(\($0), " }.joined()
        let finding = try finding(loops + "true" + String(repeating: ")", count: 8))
        #expect(finding.outcome == .undecided)
    }

    @Test func `a condition that is neither true nor false is undecided`() throws {
        for value in [JSON.null, 1, "true", [true]] {
            let finding = try finding("evidence.eval_report.passed", report(["passed": value]))
            #expect(finding.outcome == .undecided)
            #expect(
                finding.details == ["`evidence.eval_report.passed` is neither true nor false"])
        }
    }

    @Test func `an interval that spans the limit is undecided, with the rows that would tell`()
        throws
    {
        let evidence = report(["auc": Income.measure(0.8125, within: 0.125, rows: 1000)])
        let finding = try finding("atLeast(evidence.eval_report.auc, 0.75)", evidence)
        #expect(finding.outcome == .undecided)
        #expect(finding.missing == ["evidence.eval_report.auc"])
        // Half the width takes four times the rows.
        #expect(
            finding.details == [
                "auc 0.8125, 95 % interval 0.6875 to 0.9375; must be at least 0.75, "
                    + "and the interval spans that; about 3000 more rows would decide it"
            ])
        #expect(finding.remedy == "on more rows: \(Income.evaluation)")
    }

    @Test func `the absence of evidence cannot be taken for knowledge`() throws {
        for condition in [
            "!has(evidence.incident_record)", "!has(evidence.incident_record.open)",
            "evidence.incident_record != null", "evidence.?incident_record.orValue(true)",
            "!evidence.?incident_record.hasValue()",
        ] {
            #expect(try finding(condition).outcome == .undecided, "\(condition)")
        }
        #expect(
            try finding("!statements.exists(s, s.kind == 'incident_record')").outcome == .holds)
    }

    @Test func `the author's own and void approvals are not among those a condition sees`() throws {
        let dossier = try Income.dossier(approvals: [
            Income.approval(by: Income.tom), Income.approval(to: "staging"),
            Income.approval(of: [Income.part(.weights, "old")]),
        ])
        #expect(try Income.finding(.requiring("approvals.size() == 0"), dossier).outcome == .holds)
    }

    @Test func `void, expired and future evidence is not among the statements`() throws {
        let dossier = try Income.dossier([
            Income.evidence(lookedAt: [Income.part(.weights, "old")]),
            Income.evidence(.aibom, expiresIn: 0), Income.evidence(.lineage, daysAgo: -1),
            Income.evidence(lookedAt: []),
        ])
        #expect(try Income.finding(.requiring("statements.size() == 0"), dossier).outcome == .holds)
    }
}

/// In a rule with both, the condition hears only what the rule's own terms let in.
@Suite struct DemandAndConditionTests {
    private let rule: Sketch = .rule([
        "evidence": [
            "kind": "eval_report", "max-age": "90d", "grade": "verified", "looked-at": ["weights"],
        ],
        "require": "atLeast(evidence.eval_report.auc, 0.8)",
    ])

    private func finding(_ evidence: Evidence...) throws -> Finding {
        try Income.finding(rule, Income.dossier(evidence))
    }

    private let bad = Income.evidence(daysAgo: 5, saying: ["auc": 0.6])

    @Test func `newer evidence of a lower grade cannot carry the condition`() throws {
        let claim = Income.evidence(grade: .declared, daysAgo: 1, saying: ["auc": 0.99])
        let finding = try finding(bad, claim)
        #expect(finding.outcome == .violated)
        #expect(finding.details == ["auc 0.6; must be at least 0.8"])
        #expect(finding.evidence == [bad.id])
    }

    @Test func `newer evidence that looked at other parts cannot carry the condition`() throws {
        let claim = Income.evidence(
            daysAgo: 1, lookedAt: [Income.evaluationData], saying: ["auc": 0.99])
        #expect(try finding(bad, claim).outcome == .violated)
        let good = Income.evidence(daysAgo: 5, saying: ["auc": 0.9])
        let other = Income.evidence(daysAgo: 1, lookedAt: [Income.config], saying: ["auc": 0.1])
        #expect(try finding(good, other).outcome == .holds)
    }

    @Test func `evidence that does not meet the terms decides nothing either way`() throws {
        for auc in [0.1, 0.99] {
            let finding = try finding(Income.evidence(daysAgo: 90, saying: ["auc": .number(auc)]))
            #expect(finding.outcome == .undecided)
            #expect(finding.details == ["eval_report of 2026-06-23 is older than 90 days"])
            #expect(finding.missing == ["evidence.eval_report"])
            #expect(finding.remedy == Income.evaluation)
        }
    }

    @Test func `one rule's terms do not bind another`() throws {
        let claim = Income.evidence(grade: .declared, daysAgo: 1, saying: ["auc": 0.99])
        let policy = try Policy(
            rules: rule, .requiring("evidence.eval_report.auc > 0.9", id: "other"))
        let decision = Gate.judge(try Income.dossier([bad, claim]), by: policy)
        #expect(decision.findings.map(\.outcome) == [.violated, .holds])
        #expect(decision.findings.map(\.evidence) == [[bad.id], [claim.id]])
    }

    @Test func `each clause that fails is shown`() throws {
        let all: Sketch = .rule([
            "evidence": ["kind": "scan_report"], "approvals": ["roles": ["approver"]],
            "require": "evidence.eval_report.auc > 0.8 && subject.purpose == ''",
        ])
        let finding = try Income.finding(all, Income.dossier())
        #expect(finding.outcome == .violated)
        #expect(finding.missing == ["evidence.scan_report", "approvals", "evidence.eval_report"])
        #expect(finding.details.count == 4)
        #expect(
            finding.remedy
                == [
                    "assay register model income --from PATH",
                    "assay approve income@1 --to production --as NAME:approver", Income.evaluation,
                ].joined(separator: "; "))
    }

    @Test func `a rule's own remedy stands in place of the commands, filled in`() throws {
        let own: Sketch = .rule([
            "require": "false", "remedy": "ask {version} about {to}, {other} {{to}}",
        ])
        #expect(
            try Income.finding(own, Income.dossier()).remedy
                == "ask income@1 about production, {other} {production}")
        let held: Sketch = .rule(["require": "true", "remedy": "nothing to do"])
        #expect(try Income.finding(held, Income.dossier()).remedy.isEmpty)
    }
}
