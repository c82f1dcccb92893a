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
    private let evidenceByKind: [EvidenceKind: [Evidence]]
    /// By people other than the author.
    let approvals: [Approval]
    /// Which evidence speaks for its kind in conditions: the newest.
    private(set) var speaking: [EvidenceKind: Evidence]
    private(set) var activation: CELActivation

    /// - Complexity: O(size of the dossier).
    package init(_ dossier: Dossier) {
        self.dossier = dossier
        bytes = dossier.json.canonicalBytes
        digest = Digest(of: bytes)
        evidence = dossier.holdingEvidence.filter { !$0.isExpired(at: dossier.at) }
        evidenceByKind = Dictionary(grouping: evidence, by: \.kind)
        approvals = dossier.holdingApprovals.filter { $0.by != dossier.version.author }
        activation = PolicyFacts.activation(of: dossier, evidence: evidence, approvals: approvals)
    }

    /// Oldest first.
    func evidence(of kind: EvidenceKind) -> [Evidence] { evidenceByKind[kind] ?? [] }

    func newest(_ kind: EvidenceKind) -> Evidence? { evidenceByKind[kind]?.last }

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
