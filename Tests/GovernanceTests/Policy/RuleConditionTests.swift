import CEL
import Testing

@testable import Governance

@Suite struct RuleConditionTests {
    private func condition(_ source: String) throws -> RuleCondition {
        RuleCondition(try CELProgram(source, in: PolicyFacts.environment))
    }

    @Test func `a conjunction is taken apart into its terms, in order`() throws {
        let condition = try condition(
            "atLeast(evidence.eval_report.auc, 0.8) && (subject.purpose != '' && to == 'x') "
                + "&& (true || version.number > 1)")
        #expect(
            condition.terms.map(\.program.source) == [
                "atLeast(evidence.eval_report.auc, 0.8)", "subject.purpose != ''", "to == 'x'",
                "true || version.number > 1",
            ])
        #expect(
            condition.references == [
                "evidence.eval_report.auc", "subject.purpose", "to", "version.number",
            ])
        #expect(condition.terms.map(\.references.count) == [1, 1, 1, 1])
        #expect(
            condition.terms.map { $0.measured?.path } == [
                "evidence.eval_report.auc", nil, nil, nil,
            ])
    }

    @Test(arguments: ["true", "true || false", "!(true && false)", "true ? false : true"])
    func `any other condition is one term`(source: String) throws {
        #expect(try condition(source).terms.map(\.program.source) == [source])
    }
}
