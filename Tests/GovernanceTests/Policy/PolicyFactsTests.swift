import CEL
import Testing
import Transparency

@testable import Governance

@Suite struct PolicyFactsTests {
    private func value(_ source: String, _ dossier: Dossier) throws -> Bool? {
        let program = try CELProgram(source, in: PolicyFacts.environment)
        guard
            case .value(.bool(let value)) = program.evaluate(
                UsableFacts(dossier).variables(.everything).activation)
        else { return nil }
        return value
    }

    /// One expression for each fact that a policy may speak of.
    @Test(arguments: [
        "to == 'production'", "now == timestamp('2026-09-21T14:13:20Z')",
        "subject.name == 'model:income'", "subject.kind == 'model'",
        "subject.purpose == 'sizes budgets'", "subject.risk == 'high'",
        "subject.owners.business == 'bea'", "subject.owners.technical == 'tom'",
        "version.name == 'model:income@1'", "version.number == 1", "version.author == 'tom'",
        "version.grade == 'declared'", "version.root.startsWith('sha256:')",
        "version.roles == ['config', 'evaluation-data', 'weights']", "size(version.parts) == 3",
        "version.parts.all(p, p.digest.size() == 71)", "version.parts[0].role == 'config'",
        "evidence.eval_report.auc == 0.5", "evidence.eval_report.n == 10",
        "evidence.eval_report.list == [true, null, 'x']", "evidence.eval_report.deep.er == 1.0",
        "statements.size() == 1 && statements[0].kind == 'eval_report'",
        "statements[0].grade == 'verified' && statements[0].by == 'tom'",
        "statements[0].roles == ['config', 'evaluation-data', 'weights']",
        "statements[0].at < now", "statements[0].predicate.auc == 0.5",
        "approvals.size() == 1 && approvals[0].role == 'risk-reviewer'",
        "approvals[0].by == 'ruth' && approvals[0].grade == 'verified'",
        "now - approvals[0].at == duration('24h')",
    ])
    func `a policy may speak of every fact`(source: String) throws {
        let dossier = try Income.dossier(
            [
                Income.evidence(
                    saying: [
                        "auc": 0.5, "n": 10, "list": [true, nil, "x"], "deep": ["er": 1],
                    ])
            ], approvals: [Income.approval()])
        #expect(try value(source, dossier) == true)
    }

    @Test func `every kind of evidence may be named, and is unknown until it is there`() throws {
        for kind in EvidenceKind.allCases {
            let source = "evidence.\(kind.rawValue).ok"
            let dossier = try Income.dossier()
            guard
                case .unknown(let unknown) = try CELProgram(source, in: PolicyFacts.environment)
                    .evaluate(UsableFacts(dossier).variables(.everything).activation)
            else {
                Issue.record("`\(source)` was decided")
                continue
            }
            #expect(unknown.paths == [source])
            #expect(
                try value(source, Income.dossier([Income.evidence(kind, saying: ["ok": true])]))
                    == true)
        }
    }

    @Test func `moments before 1970 keep their milliseconds`() throws {
        let dossier = try Income.dossier()
        let early = Dossier(
            at: Instant(milliseconds: -1), to: "production", subject: dossier.subject,
            version: dossier.version, evidence: [], approvals: [], waivers: [])
        #expect(try value("now == timestamp('1969-12-31T23:59:59.999Z')", early) == true)
    }
}
