import CEL

/// Evaluates one release rule of ten conditions over prepared facts and prints the rate.
@main
struct CELBench {
    static let rule = """
        version.purpose != "" && subject.risk in ["low", "medium", "high"] \
        && evidence.eval_report.auc >= 0.85 && evidence.fairness.gap <= 0.1 \
        && evidence.scan.findings == 0 && version.license in ["apache-2.0", "mit"] \
        && version.stage == "validated" && has(version.card) \
        && evidence.eval_report.rows > 1000 \
        && approvals.exists(a, a.role == "risk-reviewer" && a.by != version.author)
        """

    static let facts: [String: CELValue] = [
        "version": map([
            "purpose": .string("credit scoring"), "license": .string("apache-2.0"),
            "stage": .string("validated"), "card": .string("model card"),
            "author": .string("ada"),
        ]),
        "subject": map(["risk": .string("high")]),
        "evidence": map([
            "eval_report": map(["auc": .double(0.91), "rows": .int(20_000)]),
            "fairness": map(["gap": .double(0.04)]),
            "scan": map(["findings": .int(0)]),
        ]),
        "approvals": .list([
            map(["role": .string("owner"), "by": .string("grace")]),
            map(["role": .string("risk-reviewer"), "by": .string("edsger")]),
        ]),
    ]

    static func map(_ entries: [String: CELValue]) -> CELValue { .map(CELMap(entries)) }

    static func main() throws {
        let names = ["version", "subject", "evidence", "approvals"]
        let environment = CELEnvironment(
            variables: Dictionary(uniqueKeysWithValues: names.map { ($0, CELType.dyn) }))
        let program = try CELProgram(rule, in: environment)
        let activation = CELActivation(facts)
        let count = 1_000_000
        let clock = ContinuousClock()
        for _ in 0..<5 {
            var allowed = 0
            let elapsed = clock.measure {
                for _ in 0..<count {
                    if case .value(.bool(true)) = program.evaluate(activation) { allowed += 1 }
                }
            }
            let seconds =
                Double(elapsed.components.seconds)
                + Double(elapsed.components.attoseconds) / 1e18
            print("\(allowed) of \(count) allowed, \(Int(Double(count) / seconds)) a second")
        }
        print("a value takes \(MemoryLayout<CELValue>.stride) bytes")
    }
}
