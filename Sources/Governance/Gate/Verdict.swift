/// What a gate says.
///
/// Not knowing counts as "no".
package enum Verdict: String, Sendable, CaseIterable {
    case allow, deny, undecided

    /// A broken rule denies whatever else holds; an undecided one keeps the gate closed.
    package init(_ findings: [Finding]) {
        let outcomes = findings.map(\.outcome)
        if outcomes.contains(.violated) {
            self = .deny
        } else if outcomes.isEmpty || outcomes.contains(.undecided) {
            self = .undecided
        } else {
            self = .allow
        }
    }
}
