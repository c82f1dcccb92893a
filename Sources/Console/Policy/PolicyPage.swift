import Governance
import Ledger
import Operations
import Transparency

/// One policy in words and as text, with where it is used and a place to try a change.
struct PolicyPage: View {
    static let template = "policy"

    struct RuleView: Sendable {
        let ruleTitle: String
        let asks: [String]
        let because: String
        let controls: [String]
        let waivable: String
    }

    struct FixtureView: Sendable {
        let fixture: String
        let fixtureMark: String
        let fixtureWord: String
        let differences: [String]
    }

    struct Subject: Sendable {
        let subject: String
        let subjectHref: String
        let mark: Hallmark
    }

    let title: String
    let name: String
    let digest: String
    let covers: String
    let waivers: String
    let rules: [RuleView]
    let fixtures: [FixtureView]
    let used: String
    let subjects: [Subject]
    let decisions: [DecisionRow]
    let decisionsHref: String
    let text: String
    /// The text in the form: the policy's own, or what was tried.
    let draft: String
    let tryAction: String
    let token: String
    let tried: TriedPolicy?
    /// Why the text that was tried does not read.
    let problem: String?

    init(
        _ shown: ShowPolicy.Shown, for request: ConsoleRequest, draft: String? = nil,
        tried: TryPolicy.Tried? = nil, problem: String? = nil
    ) {
        let policy = shown.policy
        title = policy.title
        name = policy.name
        digest = policy.digest.description
        covers = policy.covers
        waivers = Self.waivers(policy)
        rules = policy.rules.map(Self.rule)
        fixtures = shown.fixtures.map(Self.fixture)
        used = Wording.count(shown.subjectCount, "system")
        subjects = shown.subjects.map {
            Subject(
                subject: $0.key, subjectHref: Address.subject($0.key),
                mark: Hallmark(states: $0.document["states"]))
        }
        decisions = shown.decisions.map { DecisionRow($0, now: request.now) }
        decisionsHref = Address("decisions").asking(["policy": policy.name])
        text = shown.text
        self.draft = draft ?? shown.text
        tryAction = Address("policies", policy.name, "try").text
        token = request.csrf
        self.tried = tried.map { TriedPolicy($0, was: shown.text, now: draft ?? "", request) }
        self.problem = problem
    }

    private static func waivers(_ policy: Policy) -> String {
        let roles = policy.waivers.roles.sorted().map { Wording.title($0.rawValue).lowercased() }
        guard !roles.isEmpty else { return "Nobody may waive a finding." }
        return "Findings may be waived by: \(Wording.list(roles)), for at most "
            + "\(policy.waivers.maxAgeDays) days."
    }

    private static func rule(_ rule: Rule) -> RuleView {
        var asks: [String] = []
        if let demand = rule.evidence {
            var text = "Evidence: \(demand.kind.title.lowercased())"
            if let days = demand.maxAgeDays { text += ", at most \(days) days old" }
            if demand.grade > .declared { text += ", at least \(demand.grade.rawValue)" }
            if !demand.roles.isEmpty {
                text += ", about all \(Wording.list(demand.roles.map(\.rawValue)))"
            }
            asks.append(text + ".")
        }
        if let demand = rule.approvals {
            let roles = demand.roles.map { Wording.title($0.rawValue).lowercased() }
            asks.append(
                "\(Wording.count(demand.count, "approval")) by: \(Wording.list(roles)); never by "
                    + "whoever made it.")
        }
        if let condition = rule.condition?.text { asks.append("True must be: \(condition)") }
        return RuleView(
            ruleTitle: rule.title, asks: asks, because: FindingView.sentence(rule.because),
            controls: rule.controls,
            waivable: rule.isWaivable ? "may be waived" : "may not be waived")
    }

    static func fixture(_ result: FixtureResult) -> FixtureView {
        FixtureView(
            fixture: result.name, fixtureMark: result.differences.isEmpty ? "holds" : "violated",
            fixtureWord: result.differences.isEmpty ? "passes" : "fails",
            differences: result.differences)
    }
}
