import CEL
import Transparency

/// What of a dossier may count: evidence and approvals that hold for its bytes and are in date.
///
/// Made once and judged by as many policies as need be.
package struct UsableFacts: Sendable {
    package let dossier: Dossier
    /// The dossier's canonical JSON: what a decision names and what is kept with it.
    package let bytes: [UInt8]
    /// Of ``bytes``.
    let digest: Digest
    /// Oldest first.
    let evidence: [Evidence]
    /// By people other than the author, oldest first.
    let approvals: [Approval]
    /// Which evidence speaks for its kind in conditions: the newest.
    private(set) var speaking: [EvidenceKind: Evidence]
    private(set) var activation: CELActivation
    private var variables: FactVariables

    /// - Complexity: O(size of the dossier).
    package init(_ dossier: Dossier) {
        self.dossier = dossier
        bytes = dossier.json.canonicalBytes
        digest = Digest(of: bytes)
        // What is dated later than the moment judged at would never grow too old.
        evidence = dossier.holdingEvidence.filter {
            $0.at <= dossier.at && !$0.isExpired(at: dossier.at)
        }
        approvals = dossier.holdingApprovals.filter {
            $0.at <= dossier.at && $0.by != dossier.version.author
        }
        speaking = Dictionary(evidence.map { ($0.kind, $0) }) { $1 }
        variables = FactVariables(of: dossier, evidence: evidence, approvals: approvals)
        activation = variables.activation
    }

    /// The same facts with this evidence alone speaking for its kind, or nothing at all.
    func hearing(_ only: Evidence?, of kind: EvidenceKind) -> UsableFacts {
        guard speaking[kind]?.id != only?.id else { return self }
        var facts = self
        facts.speaking[kind] = only
        facts.variables.hear(only, of: kind)
        facts.activation = facts.variables.activation
        return facts
    }

    /// The fact at a path such as `evidence.eval_report.auc`.
    func fact(at path: String) -> JSON? {
        var steps = path.split(separator: ".").map(String.init)[...]
        guard let first = steps.popFirst() else { return nil }
        let start: JSON?
        switch first {
        case "subject": start = PolicyFacts.json(dossier.subject)
        case "version": start = PolicyFacts.json(dossier.version)
        case "to": start = .string(dossier.to)
        case "now": start = .string(dossier.at.description)
        case "evidence":
            start =
                steps.popFirst().flatMap(EvidenceKind.init(rawValue:)).flatMap { speaking[$0] }?
                .predicate
        default: start = nil
        }
        return steps.reduce(start) { $0?[$1] }
    }
}
