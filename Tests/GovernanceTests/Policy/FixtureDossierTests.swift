import Testing
import Transparency

@testable import Governance

@Suite struct FixtureDossierTests {
    private static let rules: [Sketch] = [
        .rule(
            "performance",
            [
                "evidence": ["kind": "eval_report", "max-age": "90d", "grade": "observed"],
                "require": "atLeast(evidence.eval_report.auc, 0.8)",
            ]),
        .rule("review", ["approvals": ["roles": ["risk-reviewer"], "count": 2]]),
        .requiring("subject.purpose != '' && 'weights' in version.roles", id: "purpose"),
    ]

    private static let approvals: Sketch = [
        ["role": "risk-reviewer", "by": "ruth"], ["role": "risk-reviewer"],
    ]

    private func result(
        given: Sketch, expect verdict: Sketch, findings: Sketch = [:]
    ) throws -> FixtureResult {
        let fixture: Sketch = [
            "name": "example", "given": given, "expect": verdict, "findings": findings,
        ]
        let results = try Policy(.policy(Self.rules, fixtures: [fixture])).runFixtures()
        #expect(results.count == 1)
        return try #require(results.first)
    }

    private func differences(
        given: Sketch, expect verdict: Sketch, findings: Sketch = [:]
    ) throws -> [String] {
        try result(given: given, expect: verdict, findings: findings).differences
    }

    @Test func `a fixture that comes out as expected passes`() throws {
        let given: Sketch = [
            "evidence": ["eval_report": ["auc": 0.9]], "approvals": Self.approvals,
        ]
        let result = try result(
            given: given, expect: "allow",
            findings: ["performance": "holds", "review": "holds", "purpose": "holds"])
        #expect(result.name == "example" && result.differences.isEmpty)
        #expect(result.line > 0)
    }

    @Test func `a fixture that comes out otherwise says what differs`() throws {
        #expect(
            try differences(
                given: [:], expect: "allow",
                findings: ["purpose": "violated", "performance": "undecided", "reveiw": "holds"])
                == [
                    "expected allow, got undecided", "`purpose`: expected violated, got holds",
                    "`reveiw`: expected holds, got no such rule",
                ])
    }

    @Test func `measures, ages, grades and people are as given`() throws {
        let cases: [(Sketch, Sketch)] = [
            (["eval_report": ["auc": 0.7]], "violated"),
            (["eval_report": ["auc": ["lower": 0.7, "upper": 0.9]]], "undecided"),
            (["eval_report": ["auc": 0.9, "age-days": 90]], "undecided"),
            (["eval_report": ["auc": 0.9, "age-days": 89]], "holds"),
            (["eval_report": ["auc": 0.9, "grade": "declared"]], "undecided"),
            (["eval_report": ["auc": .quoted("0.9")]], "undecided"),
            ([:], "undecided"),
        ]
        for (evidence, outcome) in cases {
            let found = try differences(
                given: ["evidence": evidence], expect: "undecided",
                findings: ["performance": outcome])
            #expect(!found.contains { $0.hasPrefix("`performance`") }, "\(found)")
        }
    }

    @Test func `the author's approval and one person's second do not count`() throws {
        let lists: [Sketch] = [
            [["role": "risk-reviewer", "by": "ruth"], ["role": "risk-reviewer", "by": "ruth"]],
            [["role": "risk-reviewer", "by": "ruth"], ["role": "risk-reviewer", "by": "author"]],
            [["role": "risk-reviewer", "by": "ruth"], ["role": "approver", "by": "rita"]],
        ]
        for list in lists {
            #expect(
                try differences(
                    given: ["approvals": list], expect: "undecided",
                    findings: ["review": "undecided"]) == [])
        }
        #expect(
            try differences(
                given: ["approvals": Self.approvals], expect: "undecided",
                findings: ["review": "holds"]) == [])
    }

    @Test func `subject, parts and transition are as given`() throws {
        #expect(
            try differences(
                given: ["subject": ["purpose": .quoted("")]], expect: "deny",
                findings: ["purpose": "violated"]) == [])
        #expect(
            try differences(
                given: ["parts": ["prompt"]], expect: "deny", findings: ["purpose": "violated"])
                == [])
        let ready: Sketch = [
            "evidence": ["eval_report": ["auc": 0.9]], "approvals": Self.approvals, "to": "staging",
        ]
        #expect(
            try differences(given: ready, expect: "undecided", findings: ["applies": "undecided"])
                == [])
    }

    @Test(
        arguments: [
            ["evidence": ["eval_reprot": [:]]], ["evidence": ["eval_report": ["grade": "sure"]]],
            ["approvals": [["role": "boss"]]], ["approvals": ["role": "risk-reviewer"]],
            ["approvals": [["by": "ruth"]]], ["parts": ["wheels"]], ["parts": "weights"],
            ["subject": ["risk": "huge"]], ["subject": ["kind": "car"]],
            ["evidence": ["eval_report"]],
        ] as [Sketch])
    func `a fixture that gives what there is not fails`(given: Sketch) throws {
        let found = try differences(given: given, expect: "undecided")
        #expect(found.count == 1 && found[0].hasPrefix("`given` has "), "\(found)")
    }
}
