import Governance
import Operations
import Transparency

/// Findings that somebody accepted for a time, those that end first on top.
struct WaiversPage: View {
    static let template = "waivers"

    struct Item: Sendable {
        let version: String
        let href: String
        let rule: String
        let reason: String
        let waivedBy: String
        let freshness: Freshness
        let environment: String
    }

    let days: Int
    let items: [Item]

    init(_ listed: ListWaivers.Listed, days: Int, for request: ConsoleRequest) {
        self.days = days
        items = listed.waivers.map { waiver in
            let version = listed.versions[waiver.root]?.description
            return Item(
                version: version ?? waiver.subject.description,
                href: version.map { Address.version($0, to: waiver.to) }
                    ?? Address.subject(waiver.subject.description),
                rule: waiver.rule, reason: waiver.because,
                waivedBy: listed.people.name(waiver.by.text),
                freshness: Freshness(from: waiver.at, until: waiver.until, now: request.now),
                environment: waiver.to)
        }
    }
}
