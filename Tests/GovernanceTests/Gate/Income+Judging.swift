import Testing
import Transparency

@testable import Governance

extension Income {
    /// What the gate finds of one rule.
    static func finding(
        _ rule: Sketch, _ dossier: Dossier, waivers: Sketch? = nil
    ) throws -> Finding {
        let policy = try Policy(rules: rule, waivers: waivers)
        let decision = Gate.judge(dossier, by: policy)
        #expect(decision.findings.count == 1)
        return try #require(decision.findings.first)
    }

    static let evaluation =
        "assay eval income@1 --data FILE --label COLUMN --score COLUMN --sensitive COLUMNS"
}
