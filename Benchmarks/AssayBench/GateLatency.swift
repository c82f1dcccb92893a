import Governance
import Transparency

/// How long the gate takes in process, from a dossier to its decision, on 50 pieces of evidence and 30 rules, at the 99th
/// percentile: when every rule holds, and when every rule must say what breaks it or is missing.
///
/// Processor time of the one thread that does it, so that other programs do not count.
struct GateLatency {
    private let site: Site
    private static let limitMilliseconds = 1.0

    init(_ site: Site) { self.site = site }

    func measure() throws -> [Measurement] {
        [
            try measure("gate, 30 rules hold, p99", auc: 0.9, verdict: .allow),
            try measure("gate, 30 rules broken and explained, p99", auc: 0.7, verdict: .deny),
            try measure("gate, 30 rules undecided, p99", auc: 0.8, verdict: .undecided),
        ]
    }

    private func measure(_ name: String, auc: Double, verdict: Verdict) throws -> Measurement {
        let dossier = try BenchDossier.dossier(auc: auc)
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
                    decision = Gate.judge(dossier, by: policy)
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
}
