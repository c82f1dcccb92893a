import Transparency

/// What of a dossier may count: evidence and approvals that hold for its bytes and are in date.
///
/// Made once and judged by as many policies as need be.
package struct UsableFacts: Sendable {
    private let known: Known
    /// Evidence that speaks for its kind in place of the newest, or that none does.
    private var heard: [EvidenceKind: Evidence?] = [:]

    /// What is the same for every rule, kept in one place so that a rule's view of it is small.
    private final class Known: Sendable {
        let dossier: Dossier
        let bytes: [UInt8]
        let digest: Digest
        let evidence: [Evidence]
        let approvals: [Approval]
        let byKind: [EvidenceKind: [Evidence]]
        let evaluationRemedy: String

        init(_ dossier: Dossier) {
            self.dossier = dossier
            bytes = dossier.canonicalBytes
            digest = Digest(of: bytes)
            // What is dated later than the moment judged at would never grow too old.
            evidence = dossier.evidence.filter {
                $0.at <= dossier.at && !$0.isExpired(at: dossier.at)
                    && $0.standing(for: dossier.version.composition).isHolding
            }
            approvals = dossier.holdingApprovals.filter {
                $0.at <= dossier.at && $0.by != dossier.version.author
            }
            byKind = Dictionary(grouping: evidence, by: \.kind)
            evaluationRemedy = Remedy.evaluation(for: dossier)
        }
    }

    /// - Complexity: O(size of the dossier).
    package init(_ dossier: Dossier) { known = Known(dossier) }

    package var dossier: Dossier { known.dossier }
    /// The dossier's canonical JSON: what a decision names and what is kept with it.
    package var bytes: [UInt8] { known.bytes }
    /// Of ``bytes``.
    var digest: Digest { known.digest }
    /// Oldest first.
    var evidence: [Evidence] { known.evidence }
    /// By people other than the author, oldest first.
    var approvals: [Approval] { known.approvals }
    /// The command that measures again: ``Remedy/evaluation(for:)``.
    var evaluationRemedy: String { known.evaluationRemedy }

    /// The evidence of a kind, oldest first.
    func evidence(of kind: EvidenceKind) -> [Evidence] { known.byKind[kind] ?? [] }

    /// Which evidence speaks for its kind in conditions: the newest, unless another is heard.
    func speaking(_ kind: EvidenceKind) -> Evidence? {
        heard.isEmpty ? known.byKind[kind]?.last : heard[kind] ?? known.byKind[kind]?.last
    }

    /// The same facts with this evidence alone speaking for its kind, or nothing at all.
    func hearing(_ only: Evidence?, of kind: EvidenceKind) -> UsableFacts {
        var facts = self
        facts.heard[kind] = .some(only)
        return facts
    }

    /// The facts that these needs name as variables, before any rule hears other evidence.
    func variables(_ needs: FactNeeds) -> FactVariables {
        FactVariables(of: dossier, evidence: evidence, approvals: approvals, needs: needs)
    }

    /// The fact at a path such as `evidence.eval_report.auc`.
    func fact(at path: String) -> JSON? {
        var steps = path.utf8.split(separator: UInt8(ascii: "."))[...]
        guard let first = steps.popFirst() else { return nil }
        let start: JSON?
        switch String(first) {
        case "subject": start = PolicyFacts.json(dossier.subject)
        case "version": start = PolicyFacts.json(dossier.version)
        case "to": start = .string(dossier.to)
        case "now": start = .string(dossier.at.description)
        case "evidence":
            let kind = steps.popFirst().flatMap(String.init).flatMap(EvidenceKind.init(rawValue:))
            start = kind.flatMap(speaking)?.predicate
        default: start = nil
        }
        return steps.reduce(start) { fact, step in String(step).flatMap { fact?[$0] } }
    }
}
