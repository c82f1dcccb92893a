import CEL
import Testing
import Transparency

@testable import Governance

@Suite struct PolicyReadingTests {
    /// The error of a policy whose only rule stands at line 8: `policy`, `applies` with two lists,
    /// and `rules` come before.
    private func error(rules: Sketch...) -> PolicyError? { error(.policy(rules)) }

    private func error(_ sketch: Sketch) -> PolicyError? {
        do {
            _ = try Policy(sketch)
            return nil
        } catch { return error }
    }

    private func expect(
        _ sketch: Sketch, says message: String, line: Int, column: Int,
        at location: SourceLocation = #_sourceLocation
    ) {
        #expect(
            error(sketch) == PolicyError(line: line, column: column, message: message),
            sourceLocation: location)
    }

    @Test func `all that a policy may say is read`() throws {
        let policy = try Policy(
            .map([
                ("policy", "high-risk"), ("title", "High risk"),
                ("applies", ["kinds": ["model", "prompt"], "risk": "high", "to": ["production"]]),
                ("waivers", ["roles": ["risk-reviewer"], "max-age": "30d"]),
                (
                    "rules",
                    [
                        [
                            "id": "performance", "title": "Decides well", "because": "it matters",
                            "evidence": [
                                "kind": "eval_report", "max-age": "90d", "grade": "observed",
                                "looked-at": ["weights", "evaluation-data"],
                            ],
                            "approvals": [
                                "roles": ["risk-reviewer", "approver"], "count": 2,
                                "grade": "verified", "max-age": "7d", "looked-at": "weights",
                            ],
                            "require": "subject.purpose != ''", "remedy": "try again",
                            "controls": ["iso-42001/A.3.2"], "waivable": false,
                        ]
                    ]
                ),
            ]))
        #expect(policy.name == "high-risk" && policy.title == "High risk")
        #expect(policy.scope.kinds == [.model, .prompt] && policy.scope.risks == [.high])
        #expect(policy.scope.transitions == ["production"])
        #expect(policy.waivers == .init(roles: [.riskReviewer], maxAgeDays: 30))
        #expect(policy.digest == Digest(of: Array("the policy's file".utf8)))
        let rule = try #require(policy.rules.first)
        #expect(rule.id == "performance" && rule.title == "Decides well")
        #expect(
            rule.evidence
                == EvidenceDemand(
                    kind: .evalReport, maxAgeDays: 90, grade: .observed,
                    roles: [.weights, .evaluationData]))
        #expect(
            rule.approvals
                == ApprovalDemand(
                    roles: [.riskReviewer, .approver], count: 2, grade: .verified, maxAgeDays: 7,
                    parts: [.weights]))
        #expect(rule.condition?.program.source == "subject.purpose != ''")
        #expect(rule.because == "it matters" && rule.remedy == "try again")
        #expect(rule.controls == ["iso-42001/A.3.2"] && !rule.isWaivable)
    }

    @Test func `what is left out has the strictest sense there is, or none`() throws {
        let policy = try Policy(
            rules: .rule(["approvals": [:]]), .rule("e", ["evidence": ["kind": "aibom"]]))
        #expect(policy.title == "high-risk" && policy.rules[0].title == "rule")
        #expect(policy.scope.kinds == Set(SubjectKind.allCases))
        #expect(policy.waivers == .init(roles: [], maxAgeDays: 0))
        #expect(
            policy.rules[0].approvals
                == ApprovalDemand(
                    roles: [.approver], count: 1, grade: .declared, maxAgeDays: nil, parts: []))
        #expect(
            policy.rules[1].evidence
                == EvidenceDemand(kind: .aibom, maxAgeDays: nil, grade: .declared, roles: []))
        #expect(policy.rules.map(\.isWaivable) == [true, true])
    }

    @Test func `unknown keys are refused on every level`() {
        expect(
            .map([("policy", "x"), ("polcy", "y")]),
            says: "unknown key `polcy` in a policy, expected one of `policy`, `title`, `applies`, "
                + "`waivers`, `rules`, `fixtures`", line: 2, column: 1)
        expect(
            .map([("policy", "x"), ("applies", ["to": ["production"], "risks": "high"])]),
            says: "unknown key `risks` in `applies`, expected one of `kinds`, `risk`, `to`",
            line: 5, column: 3)
        expect(
            .policy([.rule(["requires": "true"])]),
            says: "unknown key `requires` in a rule, expected one of `id`, `title`, `require`, "
                + "`evidence`, `approvals`, `because`, `remedy`, `controls`, `waivable`",
            line: 10, column: 5)
        expect(
            .policy([.rule(["evidence": ["kind": "aibom", "age": "1d"]])]),
            says: "unknown key `age` in `evidence`, expected one of `kind`, `max-age`, `grade`, "
                + "`looked-at`", line: 12, column: 7)
        expect(
            .policy([.rule(["approvals": ["role": "approver"]])]),
            says: "unknown key `role` in `approvals`, expected one of `roles`, `count`, `grade`, "
                + "`max-age`, `looked-at`", line: 11, column: 7)
        expect(
            .policy([.requiring("true")], waivers: ["days": "1d"]),
            says: "unknown key `days` in `waivers`, expected one of `roles`, `max-age`",
            line: 8, column: 3)
    }

    @Test func `a policy has a name, says what it applies to, and has rules`() {
        expect(.map([]), says: "a policy must have `policy`", line: 1, column: 1)
        expect(.map([("policy", "x")]), says: "a policy must have `applies`", line: 1, column: 1)
        expect(
            .map([("policy", "x"), ("applies", ["risk": "high"])]),
            says: "`applies` must have `to`, such as `[production]`", line: 3, column: 3)
        expect(.policy([]), says: "a policy must have `rules`", line: 1, column: 1)
        expect(
            .map([("policy", "x"), ("applies", ["to": "production"])]),
            says: "a policy must have `rules`", line: 1, column: 1)
        expect(
            .policy([.requiring("true")], risk: []), says: "`risk` must not be empty",
            line: 4, column: 5)
        expect("rules", says: "a policy must be a map, not `rules`", line: 1, column: 1)
    }

    @Test func `a rule has an id, a reason and a clause`() {
        expect(
            .policy([["id": "a", "require": "true"]]), says: "a rule must have `because`", line: 8,
            column: 5)
        expect(.policy([["because": "a"]]), says: "a rule must have `id`", line: 8, column: 5)
        expect(
            .policy([.rule("empty", [:])]),
            says: "rule `empty` must have `require`, `evidence` or `approvals`", line: 8, column: 5)
        expect(
            .policy([["id": "a", "because": " ", "require": "true"]]),
            says: "`because` must not be empty", line: 9, column: 14)
        expect(
            .policy(["require"]), says: "a rule must be a map, not `require`", line: 8, column: 5)
    }

    @Test func `a rule's id stands once`() {
        expect(
            .policy([.requiring("true"), .requiring("false")]), says: "rule `rule` stands twice",
            line: 11, column: 5)
    }

    @Test func `a policy has 500 rules at most`() throws {
        let rules = (0..<501).map { Sketch.requiring("true", id: "rule-\($0)") }
        #expect(try Policy(.policy(rules.dropLast())).rules.count == 500)
        #expect(error(.policy(rules))?.message == "a policy may have at most 500 rules")
    }

    @Test func `words that there are not are refused with those there are`() {
        expect(
            .policy([.rule(["evidence": ["kind": "aibom", "grade": "certain"]])]),
            says: "`grade` must be one of `declared`, `inferred`, `observed`, `verified`, "
                + "not `certain`", line: 12, column: 14)
        let kind = error(rules: .rule(["evidence": ["kind": "eval_reprot"]]))
        #expect(kind?.message.hasPrefix("`kind` must be one of `registry_record`, ") == true)
        #expect(kind?.message.hasSuffix(", not `eval_reprot`") == true)
        #expect(kind.map { [$0.line, $0.column] } == [11, 13])
        #expect(
            error(rules: .rule(["approvals": ["roles": ["boss"]]]))?.message.hasSuffix("not `boss`")
                == true)
        #expect(
            error(rules: .rule(["evidence": ["kind": "aibom", "looked-at": ["weight"]]]))?
                .message.hasSuffix("not `weight`") == true)
        #expect(
            error(.policy([.requiring("true")], risk: ["huge"]))?.message
                == "`risk` must be one of `low`, `medium`, `high`, not `huge`")
    }

    @Test func `a role that may not sign off can neither be asked to nor waive`() {
        expect(
            .policy([.rule(["approvals": ["roles": ["approver", "auditor"]]])]),
            says: "`auditor` is a role that may not approve", line: 11, column: 7)
        expect(
            .policy([.requiring("true")], waivers: ["roles": ["risk-reviewer", "administrator"]]),
            says: "`administrator` is a role that may not waive", line: 8, column: 3)
    }

    @Test(arguments: ["90", "0d", "three months"])
    func `days that are none are refused`(days: String) {
        let sketch: Sketch = .rule([
            "evidence": ["kind": "aibom", "max-age": .text(days, isQuoted: false)]
        ])
        expect(
            .policy([sketch]), says: "`max-age` must be days such as `90d`, not `\(days)`",
            line: 12, column: 16)
    }

    @Test func `a policy is for what it applies to and for nothing else`() throws {
        let policy = try Policy(
            .policy(
                [.requiring("true")], risk: ["high", "medium"], to: ["production", "staging"]))
        #expect(try policy.scope.covers(Income.subject(), transition: "staging"))
        #expect(try policy.scope.covers(Income.subject(risk: .medium), transition: "production"))
        #expect(try !policy.scope.covers(Income.subject(risk: .low), transition: "production"))
        #expect(try !policy.scope.covers(Income.subject(), transition: "Production"))
        let models = try Policy(
            .map([
                ("policy", "x"), ("applies", ["kinds": "model", "to": "production"]),
                ("rules", [.requiring("true")]),
            ]))
        #expect(try models.scope.covers(Income.subject(), transition: "production"))
        #expect(try !models.scope.covers(Income.subject("prompt:income"), transition: "production"))
    }
}

@Suite struct ConditionReadingTests {
    private func message(_ condition: Sketch) -> String? {
        do {
            _ = try Policy(rules: .rule(["require": condition]))
            return nil
        } catch {
            #expect([error.line, error.column] == [10, 14], "\(error)")
            return error.message
        }
    }

    @Test(arguments: [
        ("subject.purpose ==", "`require`, line 1, column 19: expected an expression, found"),
        ("true &&\n  (false", "`require`, line 2, column"),
        ("", "`require`, line 1, column 1: "),
        ("a \u{0} b", "`require`, line 1, column 3: "),
    ])
    func `what is no expression is refused, with its place`(source: String, start: String) {
        let message = message(.quoted(source)) ?? "nothing"
        #expect(message.hasPrefix(start), "\(message)")
    }

    @Test(arguments: [
        ("subject.owner == \"\"", "`Subject` has no field `owner`"),
        ("evidence.eval_reprot.auc > 0.5", "`EvidenceByKind` has no field `eval_reprot`"),
        ("version.number > \"a\"", "no such overload: `_>_` applied to (int, string)"),
        ("atLeast(0.5, \"a\")", "no such overload: `atLeast` applied to (double, string)"),
        ("model.auc > 0.5", "`model`"), ("atleast(0.5, 0.4)", "`atleast`"),
        ("approvals.by == \"ruth\"", "by"), ("\"aibom\" in evidence", "no such overload"),
        ("statements.exists(s, s.kinds == \"aibom\")", "`Statement` has no field `kinds`"),
    ])
    func `what does not fit the facts is refused when it is read`(source: String, part: String) {
        let message = message(.quoted(source)) ?? "nothing"
        #expect(
            message.hasPrefix("`require`, line 1, column ") && message.contains(part), "\(message)")
    }

    @Test(arguments: ["1", "subject.purpose", "now", "approvals", "{}", "null", "size(approvals)"])
    func `a condition is true or false`(source: String) {
        #expect(
            message(.quoted(source))
                == "`require` must be true or false, and `\(source)` is neither")
    }

    @Test(arguments: [
        "'eval_report' in dyn(evidence)", "dyn(evidence).all(kind, true)",
        "evidence['eval_report'].auc > 0.5", "cel.bind(e, evidence, e.eval_report.auc > 0.5)",
        "dyn(evidence)[?'eval_report'].hasValue()",
    ])
    func `evidence is spoken of by its kind`(source: String) {
        #expect(
            message(.quoted(source))
                == "`require` must name a kind, such as `evidence.eval_report`, wherever it speaks "
                + "of `evidence`")
    }

    @Test(arguments: [
        "true", "dyn(1)", "evidence.eval_report.passed", "approvals.size() >= 2",
        "atLeast(evidence.eval_report.n, 1000) && atMost(evidence.fairness_report.gap, 0.1)",
        "statements.exists(s, s.kind == 'aibom' && s.grade == 'verified')",
        "now - statements[0].at < duration('24h')", "'weights' in version.roles",
    ])
    func `what fits is taken`(source: String) {
        #expect(message(.quoted(source)) == nil)
    }

    @Test func `a condition is text`() throws {
        #expect(
            throws: PolicyError(line: 11, column: 7, message: "`require` must be text, not a list")
        ) {
            try Policy(rules: .rule(["require": ["true"]]))
        }
    }
}
