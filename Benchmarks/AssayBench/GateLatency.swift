import Governance
import Transparency

/// How long the gate takes in process on 50 pieces of evidence and 30 rules, at the 99th
/// percentile: when every rule holds, and when every rule must say what breaks it or is missing.
///
/// Processor time of the one thread that does it, so that other programs do not count.
struct GateLatency {
    private let site: Site
    private static let limitMilliseconds = 1.0

    init(_ site: Site) { self.site = site }

    func measure() throws -> [Measurement] {
        [
            try prepare(),
            try measure("gate, 30 rules hold, p99", auc: 0.9, verdict: .allow),
            try measure("gate, 30 rules broken and explained, p99", auc: 0.7, verdict: .deny),
            try measure("gate, 30 rules undecided, p99", auc: 0.8, verdict: .undecided),
        ]
    }

    private func measure(_ name: String, auc: Double, verdict: Verdict) throws -> Measurement {
        let dossier = try BenchDossier.dossier(auc: auc)
        let facts = UsableFacts(dossier)
        let policy = try BenchDossier.policy()
        guard dossier.evidence.count == 50, policy.rules.count == 30,
            Gate.judge(dossier, by: policy).verdict == verdict
        else { throw BenchFailure("the dossier is not what it should be") }
        var runs: [Measurement.Run] = []
        for _ in 0..<site.scale.runCount {
            var milliseconds: [Double] = []
            for _ in 0..<site.scale.judgementCount {
                var decision: Decision?
                let seconds = Stopwatch.processorSeconds {
                    decision = Gate.judge(facts, by: policy)
                }
                guard decision?.verdict == verdict else { throw BenchFailure("another verdict") }
                milliseconds.append(seconds * 1_000)
            }
            let tail = Samples(milliseconds).quantile(0.99)
            runs.append(.init(measured: tail, reference: Self.limitMilliseconds))
        }
        return Measurement(
            name: name, unit: "processor ms", reference: "the limit", target: .atMost(1), runs: runs
        )
    }

    /// What is done once for a dossier: its canonical JSON, digest and facts in CEL's form.
    private func prepare() throws -> Measurement {
        let dossier = try BenchDossier.dossier(auc: 0.9)
        let runs = (0..<site.scale.runCount).map { _ in
            let milliseconds = (0..<site.scale.judgementCount / 10).map { _ in
                Stopwatch.processorSeconds { _ = UsableFacts(dossier) } * 1_000
            }
            return Measurement.Run(
                measured: Samples(milliseconds).quantile(0.99),
                reference: Self.limitMilliseconds)
        }
        return Measurement(
            name: "  preparing a dossier of 50 evidence, p99", unit: "processor ms",
            reference: "the gate's limit", target: .none, runs: runs)
    }
}
