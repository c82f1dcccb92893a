import CEL
import Testing
import Transparency

@testable import Governance

@Suite struct ConjunctTextTests {
    private func text(_ source: String, _ predicate: JSON) throws -> ConjunctText {
        let facts = UsableFacts(try Income.dossier([Income.evidence(saying: predicate)]))
        let program = try CELProgram(source, in: PolicyFacts.environment)
        return ConjunctText(RuleCondition.Term(program), facts)
    }

    private let groups =
        "evidence.eval_report.by.all(name, atMost(evidence.eval_report.by[name].gap, 0.1))"

    @Test func `only the groups that break a limit are named`() throws {
        let by: JSON = ["by": ["sex": ["gap": 0.3], "race": ["gap": 0.05]]]
        #expect(try text(groups, by).broken == ["by sex gap 0.3; must be at most 0.1"])
    }

    @Test func `only the groups that more rows would decide are named`() throws {
        let by: JSON = [
            "by": ["sex": ["gap": Income.measure(0.1, within: 0.02)], "race": ["gap": 0.05]]
        ]
        #expect(
            try text(groups, by).undecided == [
                "by sex gap 0.1, 95 % interval 0.08 to 0.12; must be at most 0.1, and the interval "
                    + "spans that"
            ])
    }

    @Test func `a name with a dot is shown as it stands`() throws {
        let source = "evidence.eval_report.auc > 0.5"
        #expect(
            try text(source, ["auc": 0.2]).broken == [
                "`\(source)` is false: evidence.eval_report.auc is 0.2"
            ])
    }
}
