import CEL
import Transparency

/// What of a dossier may count: evidence and approvals that hold for its bytes and are in date.
struct UsableFacts {
    let dossier: Dossier
    /// Oldest first.
    let evidence: [Evidence]
    /// By people other than the author.
    let approvals: [Approval]
    let activation: CELActivation

    init(_ dossier: Dossier) {
        self.dossier = dossier
        evidence = dossier.holdingEvidence.filter { !$0.isExpired(at: dossier.at) }
        approvals = dossier.holdingApprovals.filter { $0.by != dossier.version.author }
        activation = PolicyFacts.activation(of: dossier, evidence: evidence, approvals: approvals)
    }

    func newest(_ kind: EvidenceKind) -> Evidence? { evidence.last { $0.kind == kind } }

    /// The fact at a path such as `evidence.eval_report.auc`.
    func fact(at path: String) -> JSON? {
        var steps = path.split(separator: ".").map(String.init)[...]
        guard let first = steps.popFirst() else { return nil }
        let start: JSON?
        switch first {
        case "subject": start = dossier.subject.json
        case "version": start = dossier.version.json
        case "to": start = .string(dossier.to)
        case "evidence":
            start =
                steps.popFirst().flatMap(EvidenceKind.init(rawValue:)).flatMap(newest)?
                .predicate
        default: start = nil
        }
        return steps.reduce(start) { $0?[$1] }
    }
}
