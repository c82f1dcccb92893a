import Governance

extension Decision {
    private static let shownMax = 4

    /// What keeps the verdict from being allow, with what would settle it, in one line.
    var openFindings: String {
        let open = findings.filter { $0.outcome == .violated || $0.outcome == .undecided }
        let shown = open.prefix(Self.shownMax).map { finding in
            let remedy = finding.remedy.isEmpty ? "" : " (next: \(finding.remedy))"
            return "\(finding.rule) is \(finding.outcome.rawValue): \(finding.because)\(remedy)"
        }
        let more = open.count > Self.shownMax ? "; and \(open.count - Self.shownMax) more" : ""
        return shown.joined(separator: "; ") + more
    }
}

extension Failure {
    /// What the gate found, for whoever asked by a tool that knows no verdicts.
    static func gateClosed(_ decision: Decision) -> Failure {
        .refused(
            "gate_closed",
            "the gate says \(decision.verdict.rawValue) for \(decision.version.short) to "
                + "\(decision.to): \(decision.openFindings); decision \(decision.id)")
    }
}
