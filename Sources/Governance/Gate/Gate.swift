/// Applies a policy to a dossier.
///
/// Three-valued and fails closed: a rule is broken only by facts, and whatever is not known,
/// too old, too weakly known or ill-formed leaves it undecided.
package enum Gate {
    /// - Complexity: O(rules · evidence).
    package static func judge(_ dossier: Dossier, by policy: Policy) -> Decision {
        let usable = UsableFacts(dossier)
        let findings = policy.rules.map { RuleJudgement(of: $0, on: usable).finding }
        return Decision(of: dossier, by: policy, findings: findings)
    }
}
