import CEL
import Transparency

/// A dossier's facts as the variables of conditions, as far as these read them; each predicate is
/// brought into CEL's form once, until another piece of evidence comes to speak for its kind.
struct FactVariables: Sendable {
    private let needs: FactNeeds
    private let evidence: [Evidence]
    private let others: CELMap
    private var byKind: CELMap

    /// - Complexity: O(evidence + size of what is read).
    init(
        of dossier: Dossier, evidence: [Evidence], approvals: [Approval],
        needs: FactNeeds = .everything
    ) {
        self.needs = needs
        self.evidence = evidence
        let statements = needs.readsStatements ? evidence.map(PolicyFacts.statement) : []
        others = CELMap([
            "to": .string(dossier.to), "now": PolicyFacts.timestamp(dossier.at),
            "subject": PolicyFacts.subject(dossier.subject),
            "version": PolicyFacts.version(dossier.version), "statements": .list(statements),
            "approvals": .list(approvals.map(PolicyFacts.approval)), "evidence": .null,
        ])
        var newest: [EvidenceKind: Int] = [:]
        for index in evidence.indices where needs.kinds[evidence[index].kind] != nil {
            newest[evidence[index].kind] = index
        }
        byKind = Self.unknown.replacing(
            newest.map { (Self.key(of: $0.key), needs.value(of: evidence[$0.value])) })
    }

    /// Lets one of the pieces of evidence speak for its kind, or none.
    mutating func hear(_ evidence: Evidence?, of kind: EvidenceKind) {
        guard needs.kinds[kind] != nil else { return }
        let heard = evidence.flatMap { one in self.evidence.first { $0.id == one.id } }
        let value = heard.map(needs.value) ?? Self.unknown(kind)
        byKind = byKind.replacing([(Self.key(of: kind), value)])
    }

    var activation: CELActivation {
        CELActivation(others.replacing([(Self.evidenceKey, .map(byKind))]))
    }

    private static let evidenceKey = CELTextKey("evidence")

    private static let keys = Dictionary(
        uniqueKeysWithValues: EvidenceKind.allCases.map { ($0, CELTextKey($0.rawValue)) })

    private static func key(of kind: EvidenceKind) -> CELTextKey {
        keys[kind] ?? CELTextKey(kind.rawValue)
    }

    /// Every kind before any evidence speaks for it.
    private static let unknown = CELMap(
        Dictionary(
            uniqueKeysWithValues: EvidenceKind.allCases.map { ($0.rawValue, unknown($0)) }))

    private static func unknown(_ kind: EvidenceKind) -> CELValue {
        .unknown(CELUnknown(paths: ["evidence.\(kind.rawValue)"]))
    }
}
