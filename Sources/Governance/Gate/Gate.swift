import Transparency

/// Applies a policy to a dossier.
///
/// Three-valued and fails closed: a rule is broken only by facts, and whatever is not known,
/// too old, too weakly known or ill-formed leaves it undecided.
package enum Gate {
    /// - Returns: A decision with a finding for each rule, and one more, undecided, if the policy
    ///   is written for other subjects or transitions: such a policy never allows.
    /// - Complexity: O(rules · evidence).
    package static func judge(_ dossier: Dossier, by policy: Policy) -> Decision {
        judge(UsableFacts(dossier), by: policy)
    }

    /// The same over facts that were prepared before.
    ///
    /// - Complexity: O(rules · evidence).
    package static func judge(_ facts: UsableFacts, by policy: Policy) -> Decision {
        let dossier = facts.dossier
        let variables = facts.variables(policy.needs)
        let findings = policy.rules.map {
            RuleJudgement(of: $0, on: facts, variables, waivers: policy.waivers).finding
        }
        let applies = policy.scope.covers(dossier.subject, transition: dossier.to)
        let first: [Finding?] = [
            Finding(recalled: dossier), applies ? nil : .otherPolicy(policy, for: dossier),
        ]
        return Decision(
            of: facts, by: policy, findings: first.compactMap(\.self) + findings)
    }
}

extension Finding {
    /// INVARIANT: what was recalled is denied by every policy, and nobody can waive that.
    ///
    /// - Returns: `nil` when it was not.
    init?(recalled dossier: Dossier) {
        let root = dossier.version.composition.root
        let recalls = dossier.recalls.filter { $0.root == root && $0.at <= dossier.at }
        guard let last = recalls.last else { return nil }
        self.init(
            rule: "not-recalled", title: "These bytes were not taken back", outcome: .violated,
            because: "what was recalled runs nowhere",
            details: recalls.map { "recalled on \($0.at.day): \($0.because)" },
            remedy: "mend it and register a new version; see the incident `\(last.incident)`",
            missing: [], evidence: [], waiver: nil, controls: [])
    }

    /// INVARIANT: only a policy that covers the subject and the transition can allow.
    static func otherPolicy(_ policy: Policy, for dossier: Dossier) -> Finding {
        let kinds = policy.scope.kinds.map(\.rawValue).sorted().inBackticks
        let risks = policy.scope.risks.map(\.rawValue).sorted().inBackticks
        let transitions = policy.scope.transitions.sorted().inBackticks
        let subject = dossier.subject
        return Finding(
            rule: "applies", title: "The policy is written for this", outcome: .undecided,
            because: "a policy says nothing of what it was not written for",
            details: [
                "`\(policy.name)` is for \(kinds) of risk \(risks) going to \(transitions), and "
                    + "this is `\(subject.name.kind.rawValue)` of risk `\(subject.risk.rawValue)` "
                    + "going to `\(dossier.to)`"
            ],
            remedy: "judge it by a policy that is written for it", missing: ["policy"],
            evidence: [], waiver: nil, controls: [])
    }
}
