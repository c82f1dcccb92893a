/// Applies a policy to a dossier.
///
/// Three-valued and fails closed: a rule is broken only by facts, and whatever is not known,
/// too old, too weakly known or ill-formed leaves it undecided.
package enum Gate {
    /// - Complexity: O(size of the dossier + rules · evidence).
    package static func judge(_ dossier: Dossier, by policy: Policy) -> Decision {
        judge(UsableFacts(dossier), by: policy)
    }

    /// - Complexity: O(rules · evidence).
    package static func judge(_ facts: UsableFacts, by policy: Policy) -> Decision {
        let findings = policy.rules.map { RuleJudgement(of: $0, on: facts).finding }
        return Decision(of: facts, by: policy, findings: findings)
    }
}
