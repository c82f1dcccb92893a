import Governance
import Operations

/// The policies of this home.
struct PoliciesPage: View {
    static let template = "policies"

    struct Item: Sendable {
        let title: String
        let name: String
        let href: String
        let covers: String
        let rules: String
        let fixtures: String
        let fixturesMark: String
        let used: String
    }

    let items: [Item]

    init(_ listed: [ListPolicies.Listed]) {
        items = listed.map { item in
            let failed = item.fixtures.filter { !$0.differences.isEmpty }.count
            return Item(
                title: item.policy.title, name: item.policy.name,
                href: Address("policies", item.policy.name).text, covers: item.policy.covers,
                rules: Wording.count(item.policy.rules.count, "rule"),
                fixtures: failed == 0
                    ? "\(item.fixtures.count) pass"
                    : "\(failed) of \(item.fixtures.count) fail",
                fixturesMark: failed == 0 ? "holds" : "violated",
                used: Wording.count(item.subjectCount, "system"))
        }
    }
}

extension Policy {
    /// Such as `high-risk systems of any kind going to production`.
    var covers: String {
        let risks = RiskTier.allCases.filter(scope.risks.contains).map(\.rawValue)
        let risk = risks.count == RiskTier.allCases.count ? "any" : Wording.list(risks)
        let kinds =
            scope.kinds.count == SubjectKind.allCases.count
            ? "any kind" : "kind " + Wording.list(scope.kinds.map(\.rawValue).sorted())
        return "risk \(risk), \(kinds), going to \(Wording.list(scope.transitions.sorted()))"
    }
}
