import Testing
import Transparency

@testable import Governance

@Suite struct UsableFactsTests {
    @Test func `only what holds, is in date and is not still to come is usable`() throws {
        let good = Income.evidence(daysAgo: 400)
        let facts = UsableFacts(
            try Income.dossier([
                good, Income.evidence(expiresIn: 0), Income.evidence(daysAgo: -1),
                Income.evidence(lookedAt: [Income.part(.weights, "old")]),
            ]))
        #expect(facts.evidence == [good])
    }

    @Test func `only sign-offs by others are usable`() throws {
        let good = try Income.approval()
        let facts = UsableFacts(
            try Income.dossier(approvals: [
                Income.approval(by: Income.tom), good, Income.approval(to: "staging"),
                Income.approval(daysAgo: -1),
            ]))
        #expect(facts.approvals == [good])
    }

    @Test func `the newest of a kind speaks for it`() throws {
        let newest = Income.evidence(daysAgo: 1, saying: ["auc": 0.9])
        let facts = UsableFacts(
            try Income.dossier([Income.evidence(daysAgo: 3), newest, Income.evidence(daysAgo: 2)]))
        #expect(facts.speaking(.evalReport) == newest)
        #expect(facts.fact(at: "evidence.eval_report.auc") == 0.9)
        let older = facts.hearing(facts.evidence[0], of: .evalReport)
        #expect(older.fact(at: "evidence.eval_report.auc") == nil)
        #expect(facts.hearing(nil, of: .evalReport).speaking(.evalReport) == nil)
    }

    @Test(
        arguments: [
            ("subject.name", "model:income"), ("subject.kind", "model"), ("subject.risk", "high"),
            ("subject.owners.business", "bea"), ("version.number", 1), ("version.author", "tom"),
            ("version.roles", ["config", "evaluation-data", "weights"]), ("to", "production"),
            ("now", "2026-09-21T14:13:20.000Z"), ("evidence.eval_report.auc", 0.5),
        ] as [(String, JSON)])
    func `a fact is found at its path`(path: String, fact: JSON) throws {
        let facts = UsableFacts(try Income.dossier([Income.evidence(saying: ["auc": 0.5])]))
        #expect(facts.fact(at: path) == fact)
    }

    @Test(arguments: [
        "", ".", "evidence", "evidence.", "evidence.aibom", "evidence.eval_report.auc.value",
        "evidence.nothing.auc", "subject.owner", "approvals", "nothing", "version.number.x",
    ])
    func `where there is no fact there is none`(path: String) throws {
        let facts = UsableFacts(try Income.dossier([Income.evidence(saying: ["auc": 0.5])]))
        #expect(facts.fact(at: path) == nil)
    }
}
