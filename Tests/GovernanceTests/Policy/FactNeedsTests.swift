import CEL
import Testing
import Transparency

@testable import Governance

@Suite struct FactNeedsTests {
    private let report = Income.evidence(saying: [
        "auc": ["value": 0.9, "lower": 0.8], "gap": 0.1, "by": ["sex": ["gap": 0.2]], "list": [1],
    ])

    /// The names that are there of the report, when these paths are read of it.
    private func names(_ references: [String], at path: [String] = []) throws -> [String] {
        var value = FactNeeds(references.map { "evidence.eval_report" + $0 }).value(of: report)
        for step in path {
            guard case .map(let map) = value else { return [] }
            value = try #require(map[step])
        }
        guard case .map(let map) = value else { return ["no map"] }
        return map.keys.compactMap { if case .string(let text) = $0 { text } else { nil } }
    }

    @Test func `only what is read is there, with all below it`() throws {
        #expect(try names([".auc"]) == ["auc"])
        #expect(try names([".auc"], at: ["auc"]) == ["lower", "value"])
        #expect(try names([".auc.lower", ".gap"]) == ["auc", "gap"])
        #expect(try names([".auc.lower"], at: ["auc"]) == ["lower"])
        #expect(try names([".by.sex.gap", ".by"], at: ["by"]) == ["sex"])
        #expect(try names([""]) == ["auc", "by", "gap", "list"])
        #expect(try names(["", ".auc"]) == ["auc", "by", "gap", "list"])
    }

    @Test func `what is not there stays away, and what is no object stays whole`() throws {
        #expect(try names([".nothing", ".gap.deep", ".list.size"]) == ["gap", "list"])
        #expect(try names([".list.size"], at: ["list"]) == ["no map"])
        #expect(try names([]) == [])
    }

    @Test func `needs of several conditions are joined`() {
        var needs = FactNeeds(["evidence.eval_report.auc", "subject.risk"])
        #expect(!needs.readsStatements && Array(needs.kinds.keys) == [.evalReport])
        needs.formUnion(FactNeeds(["statements", "evidence.aibom", "evidence.nothing.x"]))
        #expect(needs.readsStatements && Set(needs.kinds.keys) == [.evalReport, .aibom])
    }

    @Test(arguments: [
        "evidence.eval_report.auc.value > 0.5", "has(evidence.eval_report.by.sex)",
        "has(evidence.eval_report.nothing)", "evidence.eval_report.by.all(k, k == 'sex')",
        "evidence.eval_report.by['sex'].gap == 0.2", "size(evidence.eval_report) == 4",
        "evidence.eval_report.list[0] == 1.0", "evidence.eval_report.auc.nothing > 1.0",
        "evidence.eval_report.gap.nothing > 1.0", "statements.exists(s, s.predicate.gap < 0.5)",
        "evidence.eval_report.list.exists(x, evidence.eval_report.gap < x)",
        "evidence.aibom.x == 1.0 || evidence.eval_report.?gap.orValue(1.0) < 0.5",
    ])
    func `a condition comes to the same on what it reads as on all there is`(
        source: String
    ) throws {
        let program = try CELProgram(source, in: PolicyFacts.environment)
        let facts = UsableFacts(try Income.dossier([report]))
        let read = facts.variables(RuleCondition(program).needs)
        let all = facts.variables(.everything)
        #expect("\(program.evaluate(read.activation))" == "\(program.evaluate(all.activation))")
    }
}
