import CEL
import Testing
import Transparency

@testable import Governance

@Suite struct FactVariablesTests {
    private let older = Income.evidence(daysAgo: 2, saying: ["auc": 0.6])
    private let newer = Income.evidence(daysAgo: 1, saying: ["auc": 0.9])

    private func auc(_ variables: FactVariables) throws -> Double? {
        let program = try CELProgram(
            "double(evidence.eval_report.auc)", in: PolicyFacts.environment)
        guard case .value(.double(let value)) = program.evaluate(variables.activation) else {
            return nil
        }
        return value
    }

    @Test func `the last of a kind speaks, until another or none is heard`() throws {
        var variables = FactVariables(
            of: try Income.dossier(), evidence: [older, newer], approvals: [])
        #expect(try auc(variables) == 0.9)
        variables.hear(older, of: .evalReport)
        #expect(try auc(variables) == 0.6)
        variables.hear(nil, of: .evalReport)
        #expect(try auc(variables) == nil)
        variables.hear(newer, of: .evalReport)
        #expect(try auc(variables) == 0.9)
    }

    @Test func `evidence that is not among the facts is not heard`() throws {
        var variables = FactVariables(of: try Income.dossier(), evidence: [older], approvals: [])
        variables.hear(newer, of: .evalReport)
        #expect(try auc(variables) == nil)
    }
}
