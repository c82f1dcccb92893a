import Governance
import Ledger
import Operations
import Transparency

/// What is open against the files and dependencies of versions, newest first.
struct FindingsPage: View {
    static let template = "findings"

    struct Tab: Sendable {
        let label: String
        let href: String
        let isCurrent: Bool
    }

    struct Item: Sendable {
        let message: String
        let place: String
        let rule: String
        let version: String
        let href: String
        let hallmark: Hallmark
        let owner: String
        let freshness: Freshness?
    }

    let tabs: [Tab]
    /// When only those of one version are shown.
    let about: String?
    let items: [Item]
    let nextHref: String?

    init(_ listed: ListFindings.Listed, for request: ConsoleRequest) {
        let chosen = request.asked("severity")
        let version = request.asked("version")
        tabs = [nil, "dangerous", "suspicious"].map { severity in
            Tab(
                label: severity ?? "all",
                href: Address("findings").asking(["severity": severity, "version": version]),
                isCurrent: severity == chosen)
        }
        about = version
        items = listed.findings.map { Item($0, for: request) }
        nextHref = listed.next.map {
            Address("findings").asking([
                "severity": chosen, "version": version, "after": $0.description,
            ])
        }
    }

    /// What of them is asked for.
    static func asked(_ request: ConsoleRequest) -> [(field: String, value: String)] {
        ["severity", "version"].compactMap { field in
            request.asked(field).map { (field: field, value: $0) }
        }
    }
}

extension FindingsPage.Item {
    fileprivate init(_ finding: OpenFinding, for request: ConsoleRequest) {
        message = finding.message
        place = finding.path
        rule = finding.rule
        version = finding.version
        href = Address.version(finding.version)
        hallmark = Hallmark(
            word: finding.severity, mark: finding.severity == "dangerous" ? "deny" : "undecided")
        owner = finding.ownerName
        if let raised = finding.raisedAt, let due = finding.due {
            freshness = Freshness(from: raised, until: due, now: request.now)
        } else {
            freshness = nil
        }
    }
}
