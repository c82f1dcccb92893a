import Governance
import Operations
import Transparency

/// Evidence that soon counts no longer, soonest first.
struct AgingPage: View {
    static let template = "aging"

    struct Item: Sendable {
        let what: String
        let version: String
        let href: String
        let lookedAt: String
        let because: String
        let made: Moment
        let freshness: Freshness
    }

    let days: Int
    /// Said when there are more than are listed.
    let isCut: Bool
    let items: [Item]

    init(_ aging: [ListAgingEvidence.Aging], days: Int, for request: ConsoleRequest) {
        self.days = days
        isCut = aging.count >= ListAgingEvidence.limit
        items = aging.map { item in
            Item(
                what: item.kind.title, version: item.version?.description ?? "no version",
                href: item.version.map { Address.version($0.description) } ?? "/versions",
                lookedAt: Set(item.lookedAt.map(\.role)).sorted().map(\.rawValue)
                    .joined(separator: ", "),
                because: item.policy.map { "too old for \($0)" } ?? "expires by its own word",
                made: request.moment(item.at),
                freshness: Freshness(from: item.at, until: item.until, now: request.now))
        }
    }
}
