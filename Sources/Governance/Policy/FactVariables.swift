import CEL
import Transparency

/// A dossier's facts as a condition's variables, each predicate brought into CEL's form once, however
/// often another piece of evidence comes to speak for its kind.
struct FactVariables: Sendable {
    private let others: [String: CELValue]
    private let predicates: [Digest: CELValue]
    private var byKind: [String: CELValue]

    /// - Complexity: O(size of the evidence).
    init(of dossier: Dossier, evidence: [Evidence], approvals: [Approval]) {
        let predicates = evidence.map { PolicyFacts.value($0.predicate) }
        var byKind: [String: CELValue] = [:]
        for kind in EvidenceKind.allCases { byKind[kind.rawValue] = Self.unknown(kind) }
        for (item, predicate) in zip(evidence, predicates) {
            byKind[item.kind.rawValue] = predicate
        }
        self.byKind = byKind
        self.predicates = Dictionary(zip(evidence.map(\.id), predicates)) { $1 }
        others = [
            "to": .string(dossier.to), "now": PolicyFacts.timestamp(dossier.at),
            "subject": PolicyFacts.subject(dossier.subject),
            "version": PolicyFacts.version(dossier.version),
            "statements": .list(zip(evidence, predicates).map(PolicyFacts.statement)),
            "approvals": .list(approvals.map(PolicyFacts.approval)),
        ]
    }

    /// Lets one of the pieces of evidence speak for its kind, or none.
    mutating func hear(_ evidence: Evidence?, of kind: EvidenceKind) {
        byKind[kind.rawValue] = evidence.flatMap { predicates[$0.id] } ?? Self.unknown(kind)
    }

    var activation: CELActivation {
        CELActivation(others.merging(["evidence": .map(CELMap(byKind))]) { $1 })
    }

    private static func unknown(_ kind: EvidenceKind) -> CELValue {
        .unknown(CELUnknown(paths: ["evidence.\(kind.rawValue)"]))
    }
}
