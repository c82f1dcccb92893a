import CEL
import Governance

/// How often a release rule of ten conditions is evaluated in a second on one core, over the facts
/// of a dossier as the gate prepares them.
struct RuleRate {
    private let site: Site
    private static let limit = 500_000.0

    private static let rule = """
        subject.purpose != "" && subject.risk in ["low", "medium", "high"]
        && subject.owners.business != subject.owners.technical && version.number > 1
        && "weights" in version.roles && atLeast(evidence.eval_report.auc, 0.85)
        && evidence.eval_report.rows > 1000 && atMost(evidence.fairness_report.gap, 0.1)
        && evidence.scan_report.findings == 0
        && approvals.exists(a, a.role == "risk-reviewer" && a.by != version.author)
        """

    init(_ site: Site) { self.site = site }

    func measure() throws -> [Measurement] {
        let dossier = try BenchDossier.dossier(auc: 0.91)
        let program = try CELProgram(Self.rule, in: PolicyFacts.environment)
        let activation = PolicyFacts.activation(
            of: dossier, evidence: dossier.evidence, approvals: dossier.approvals)
        guard program.conjuncts.count == 10 else { throw BenchFailure("not ten conditions") }
        let count = site.scale.ruleEvaluationCount
        var runs: [Measurement.Run] = []
        for _ in 0..<site.scale.runCount {
            var allowedCount = 0
            let seconds = Stopwatch.processorSeconds {
                for _ in 0..<count {
                    if case .value(.bool(true)) = program.evaluate(activation) { allowedCount += 1 }
                }
            }
            guard allowedCount == count else { throw BenchFailure("the rule does not hold") }
            runs.append(.init(measured: Double(count) / seconds, reference: Self.limit))
        }
        return [
            Measurement(
                name: "CEL, a release rule of 10 conditions", unit: "evaluations/processor s",
                reference: "the limit", target: .atLeast(1), runs: runs)
        ]
    }
}
