import Testing
import Transparency

@testable import Governance

@Suite struct RuleJudgementTests {
    private let asked: Sketch = .rule([
        "evidence": [
            "kind": "eval_report", "max-age": "90d", "grade": "observed",
            "looked-at": ["weights", "evaluation-data"],
        ]
    ])

    private func finding(_ evidence: Evidence..., parts: [Part] = Income.parts) throws -> Finding {
        try Income.finding(
            asked, Income.dossier(evidence, version: Income.version(parts: parts)))
    }

    private func expectUndecided(
        _ finding: Finding, _ detail: String, at location: SourceLocation = #_sourceLocation
    ) {
        #expect(finding.outcome == .undecided, sourceLocation: location)
        #expect(finding.details == [detail], sourceLocation: location)
        #expect(finding.missing == ["evidence.eval_report"], sourceLocation: location)
        #expect(finding.remedy == Income.evaluation, sourceLocation: location)
        #expect(finding.evidence.isEmpty, sourceLocation: location)
    }

    @Test func `evidence that meets the rule's terms lets it hold, and is named`() throws {
        let evidence = Income.evidence(daysAgo: 89)
        let finding = try finding(evidence)
        #expect(finding.outcome == .holds)
        #expect(finding.evidence == [evidence.id])
        #expect(finding.details.isEmpty && finding.missing.isEmpty && finding.remedy.isEmpty)
    }

    @Test func `missing evidence leaves a rule undecided, with the command that supplies it`()
        throws
    {
        expectUndecided(try finding(), "there is no eval_report")
        expectUndecided(try finding(Income.evidence(.fairnessReport)), "there is no eval_report")
    }

    @Test func `evidence is too old at exactly its greatest age`() throws {
        expectUndecided(
            try finding(Income.evidence(daysAgo: 90)),
            "eval_report of 2026-06-23 is older than 90 days")
        let first = Income.now.adding(days: -90)
        let younger = Evidence(
            id: Income.digest("young"), kind: .evalReport, grade: .observed, by: Income.tom,
            at: Instant(milliseconds: first.milliseconds + 1), expiresAt: nil,
            lookedAt: Income.parts, predicate: [:])
        #expect(try finding(younger).outcome == .holds)
    }

    @Test func `expired evidence leaves a rule undecided, whatever its age`() throws {
        expectUndecided(
            try finding(Income.evidence(expiresIn: 0)), "eval_report expired on 2026-09-21")
        #expect(try finding(Income.evidence(expiresIn: 1)).outcome == .holds)
    }

    @Test func `evidence of too low a grade leaves a rule undecided`() throws {
        expectUndecided(
            try finding(Income.evidence(grade: .declared), Income.evidence(grade: .inferred)),
            "eval_report is only inferred, and observed is asked for")
        #expect(try finding(Income.evidence(grade: .observed)).outcome == .holds)
    }

    @Test func `evidence that looked at other roles leaves a rule undecided`() throws {
        expectUndecided(
            try finding(Income.evidence(lookedAt: [Income.weights, Income.config])),
            "no eval_report looked at all of `weights`, `evaluation-data`")
        #expect(
            try finding(Income.evidence(lookedAt: [Income.weights, Income.evaluationData])).outcome
                == .holds)
    }

    @Test func `a part added beside one that was looked at was not looked at`() throws {
        let shard = Income.part(.weights, "shard two")
        expectUndecided(
            try finding(Income.evidence(), parts: Income.parts + [shard]),
            "no eval_report looked at all of `weights`, `evaluation-data`")
        #expect(
            try finding(
                Income.evidence(lookedAt: Income.parts + [shard]), parts: Income.parts + [shard]
            ).outcome == .holds)
    }

    @Test func `void evidence leaves a rule undecided, with the roles that changed`() throws {
        let old = [
            Income.part(.weights, "old"), Income.part(.config, "old"), Income.evaluationData,
        ]
        expectUndecided(
            try finding(Income.evidence(lookedAt: old)),
            "eval_report is void: `config`, `weights` changed")
    }

    @Test func `evidence that looked at nothing is no evidence`() throws {
        let rule: Sketch = .rule(["evidence": ["kind": "eval_report"]])
        let finding = try Income.finding(rule, Income.dossier([Income.evidence(lookedAt: [])]))
        #expect(finding.outcome == .undecided)
    }

    @Test func `evidence dated later than the judgement does not count`() throws {
        expectUndecided(
            try finding(Income.evidence(daysAgo: -1)),
            "eval_report is dated 2026-09-22T14:13:20.000Z, which is still to come")
        #expect(try finding(Income.evidence(daysAgo: 0)).outcome == .holds)
    }

    @Test func `the newest that meets the terms counts, whatever is newer and does not`() throws {
        let good = Income.evidence(daysAgo: 5)
        let finding = try finding(
            Income.evidence(grade: .declared, daysAgo: 1), good, Income.evidence(daysAgo: 6),
            Income.evidence(daysAgo: 2, lookedAt: [Income.config]))
        #expect(finding.outcome == .holds)
        #expect(finding.evidence == [good.id])
    }

    @Test func `evidence that is no measurement is handed in`() throws {
        let rule: Sketch = .rule([
            "evidence": ["kind": "redteam_report", "looked-at": ["weights", "code"]]
        ])
        #expect(
            try Income.finding(rule, Income.dossier()).remedy
                == "assay evidence add income@1 --kind redteam_report --looked-at weights,code "
                + "--file FILE"
        )
    }
}

@Suite struct ApprovalJudgementTests {
    private func finding(
        _ asked: Sketch = ["roles": ["risk-reviewer"]], _ approvals: Approval...,
        parts: [Part] = Income.parts, subject: Subject? = nil
    ) throws -> Finding {
        try Income.finding(
            .rule(["approvals": asked]),
            Income.dossier(
                approvals: approvals, subject: subject, version: Income.version(parts: parts)))
    }

    private let reviewers: Sketch = ["roles": ["risk-reviewer"]]

    @Test func `an approval by another in the role lets a rule hold, and is named`() throws {
        let approval = try Income.approval()
        let finding = try finding(reviewers, approval)
        #expect(finding.outcome == .holds)
        #expect(finding.evidence == [approval.id])
    }

    @Test func `a missing approval leaves a rule undecided, with the command that gives it`() throws
    {
        let finding = try finding()
        #expect(finding.outcome == .undecided)
        #expect(finding.details == ["0 of 1 approvals by `risk-reviewer`"])
        #expect(finding.missing == ["approvals"])
        #expect(finding.remedy == "assay approve income@1 --to production --as NAME:risk-reviewer")
    }

    @Test func `an approval by the author never counts`() throws {
        let own = try Income.approval(by: Income.tom)
        #expect(try finding(reviewers, own).outcome == .undecided)
        #expect(try finding(reviewers, own).evidence.isEmpty)
        let two: Sketch = ["roles": ["risk-reviewer"], "count": 2]
        #expect(try finding(two, own, Income.approval()).details[0].hasPrefix("1 of 2 "))
    }

    @Test func `two approvals by one person count once`() throws {
        let two: Sketch = ["roles": ["risk-reviewer", "approver"], "count": 2]
        let twice = [
            try Income.approval(daysAgo: 1), try Income.approval(daysAgo: 2),
            try Income.approval(role: .approver),
        ]
        #expect(try finding(two, twice[0], twice[1], twice[2]).outcome == .undecided)
        #expect(
            try finding(two, twice[0], twice[1]).details == [
                "1 of 2 approvals by `risk-reviewer`, `approver`"
            ])
        #expect(try finding(two, twice[0], Income.approval(by: .init("rita"))).outcome == .holds)
    }

    @Test func `an approval in another role, or for elsewhere, does not count`() throws {
        #expect(try finding(reviewers, Income.approval(role: .approver)).outcome == .undecided)
        #expect(try finding(reviewers, Income.approval(to: "staging")).outcome == .undecided)
        let other = try Income.approval(subject: Income.subject("other"))
        #expect(try finding(reviewers, other).outcome == .undecided)
    }

    @Test func `an approval below the grade asked for does not count`() throws {
        let asked: Sketch = ["roles": ["risk-reviewer"], "grade": "verified"]
        let finding = try finding(asked, Income.approval(grade: .observed))
        #expect(finding.outcome == .undecided)
        #expect(
            finding.details == [
                "0 of 1 approvals by `risk-reviewer`; others are too old or not verified"
            ])
    }

    @Test func `an approval is too old at exactly its greatest age`() throws {
        let asked: Sketch = ["roles": ["risk-reviewer"], "max-age": "30d"]
        #expect(try finding(asked, Income.approval(daysAgo: 30)).outcome == .undecided)
        #expect(try finding(asked, Income.approval(daysAgo: 29)).outcome == .holds)
    }

    @Test func `an approval dated later than the judgement does not count`() throws {
        #expect(try finding(reviewers, Income.approval(daysAgo: -1)).outcome == .undecided)
    }

    @Test func `an approval of other bytes, or of another purpose, does not count`() throws {
        let shard = Income.parts + [Income.part(.weights, "shard two")]
        #expect(try finding(reviewers, Income.approval(), parts: shard).outcome == .undecided)
        let purpose = try Income.subject(purpose: "denies loans")
        #expect(try finding(reviewers, Income.approval(), subject: purpose).outcome == .undecided)
    }

    @Test func `an approval of some parts does not count for the whole`() throws {
        let part = try Income.approval(of: [Income.config], isWhole: false)
        let finding = try finding(reviewers, part)
        #expect(finding.outcome == .undecided)
        #expect(
            finding.details == [
                "0 of 1 approvals by `risk-reviewer`; others looked at some parts only"
            ])
        let all = try Income.approval(isWhole: false)
        #expect(try self.finding(reviewers, all).outcome == .holds)
    }

    @Test func `a rule may ask for approvals of the parts in a role, all of them`() throws {
        let asked: Sketch = ["roles": ["data-steward"], "looked-at": ["evaluation-data"]]
        let approval = try Income.approval(
            role: .dataSteward, of: [Income.evaluationData], isWhole: false)
        #expect(try finding(asked, approval).outcome == .holds)
        #expect(
            try finding(asked).remedy
                == "assay approve income@1 --to production --as NAME:data-steward "
                + "--parts evaluation-data")
        let flipped = [Income.part(.weights, "flipped"), Income.config, Income.evaluationData]
        #expect(try finding(asked, approval, parts: flipped).outcome == .holds)
        let more = Income.parts + [Income.part(.evaluationData, "more")]
        #expect(try finding(asked, approval, parts: more).outcome == .undecided)
    }
}
