package import Transparency

/// What of the version before still speaks for this one, what does not, and what to do again.
package struct Carryover: Sendable, Hashable {
    package struct Item: Sendable, Hashable {
        package let id: Digest
        /// `evidence` or `approval`.
        package let what: String
        /// The evidence's kind, or the role that approved.
        package let name: String
        package let roles: [PartRole]
        package let standing: Standing
    }

    package let from: VersionName
    package let changed: [PartRole]
    package let items: [Item]
    /// The fewest commands that settle what became void and is asked for.
    package let redo: [String]

    package var void: [Item] { items.filter { !$0.standing.isHolding } }
    package var holding: [Item] { items.filter(\.standing.isHolding) }

    init(from: VersionName, changed: [PartRole], items: [Item], redo: [String]) {
        self.from = from
        self.changed = changed
        self.items = items
        self.redo = redo
    }

    /// - Returns: `nil` for a first version.
    package init?(of dossier: Dossier, decided decision: Decision) {
        guard let before = dossier.predecessor else { return nil }
        let now = dossier.version.composition
        from = before.name
        changed = now.changedRoles(from: before.composition)
        let terms = dossier.subject.terms
        let evidence = dossier.evidence
            .filter { $0.standing(for: before.composition).isHolding }
            .filter { !Self.isDoneAgain($0, by: dossier.evidence, on: now) }
            .map {
                Item(
                    id: $0.id, what: "evidence", name: $0.kind.rawValue, roles: $0.roles,
                    standing: $0.standing(for: now))
            }
        let approvals = dossier.approvals
            .filter { $0.to == dossier.to && $0.subject == dossier.subject.name }
            .filter { Self.covered($0, before.composition) }
            .map {
                Item(
                    id: $0.id, what: "approval", name: $0.role.rawValue,
                    roles: Set($0.lookedAt.map(\.role)).sorted(),
                    standing: $0.standing(for: now, terms: terms))
            }
        items = evidence + approvals
        redo = Self.redo(decision, after: items.filter { !$0.standing.isHolding })
    }

    /// Whether what became void was said anew since, of the same roles: nothing of it is lost.
    private static func isDoneAgain(
        _ evidence: Evidence, by others: [Evidence], on composition: Composition
    ) -> Bool {
        guard !evidence.standing(for: composition).isHolding else { return false }
        return others.contains { other in
            other.kind == evidence.kind && other.at > evidence.at
                && Set(other.roles).isSuperset(of: evidence.roles)
                && other.standing(for: composition).isHolding
        }
    }

    private static func covered(_ approval: Approval, _ composition: Composition) -> Bool {
        approval.standing(for: composition, terms: approval.terms).isHolding
    }

    private static func redo(_ decision: Decision, after void: [Item]) -> [String] {
        let lost = Set(void.map { $0.what == "approval" ? "approvals" : "evidence.\($0.name)" })
        var commands: [String] = []
        for finding in decision.findings where !lost.isDisjoint(with: finding.missing) {
            guard !finding.remedy.isEmpty, !commands.contains(finding.remedy) else { continue }
            commands.append(finding.remedy)
        }
        return commands
    }
}
