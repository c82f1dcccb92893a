import Governance
import Ledger
import Operations
import Transparency

/// What the gate has said, newest first.
struct DecisionsPage: View {
    static let template = "decisions"

    struct Tab: Sendable {
        let label: String
        let href: String
        let isCurrent: Bool
    }

    let tabs: [Tab]
    /// When only those on one version or by one policy are shown.
    let about: String?
    let decisions: [DecisionRow]
    let nextHref: String?

    init(_ page: RowPage, for request: ConsoleRequest) {
        let chosen = request.asked("verdict")
        let (version, policy) = (request.asked("version"), request.asked("policy"))
        tabs = ([nil] + Verdict.allCases.map(\.rawValue)).map { verdict in
            Tab(
                label: verdict ?? "all",
                href: Address("decisions").asking([
                    "verdict": verdict, "version": version, "policy": policy,
                ]), isCurrent: verdict == chosen)
        }
        about = version ?? policy
        decisions = page.rows.map { DecisionRow($0, now: request.now) }
        nextHref = page.next.map {
            Address("decisions").asking([
                "verdict": chosen, "version": version, "policy": policy,
                "after": $0.description,
            ])
        }
    }
}

/// A decision in a list.
struct DecisionRow: Sendable {
    let decidedAt: Moment?
    let decisionHref: String
    let shortID: String
    let version: String
    let versionHref: String
    let decidedFor: String
    let hallmark: Hallmark
    let policy: String
    let policyHref: String
    let open: String

    init(_ row: Row, now: Instant) {
        let document = row.document
        decidedAt = document["at"]?.stringValue.flatMap { Instant($0) }
            .map { Moment($0, now: now) }
        decisionHref = Address.decision(row.key)
        shortID = Wording.digest(row.key)
        let to = document["to"]?.stringValue ?? ""
        version = document["version"]?.stringValue ?? ""
        versionHref = Address.version(version, to: to)
        decidedFor = to
        hallmark = Hallmark(state: document["verdict"]?.stringValue)
        policy = document["policyName"]?.stringValue ?? ""
        policyHref = Address("policies", policy).text
        let outcomes = document["outcomes"]?.objectValue ?? [:]
        open = outcomes.filter { ["violated", "undecided"].contains($0.value) }.keys.sorted()
            .joined(separator: ", ")
    }
}
