import Governance
import Ledger
import Operations
import Transparency

/// A version, or a subject by its newest version, in a list.
struct VersionRow: Sendable {
    let version: String
    let href: String
    let purpose: String
    let risk: String
    let owner: String
    let hallmark: Hallmark
    /// Where it is released.
    let environments: [String]
    let registered: Moment?

    /// Of a version's row.
    init(version row: Row, people: People, now: Instant) {
        let subject = row.document["subject"] ?? .null
        let states = row.document["states"]
        version = row.key
        href = Address.version(row.key)
        purpose = Self.brief(subject["purpose"]?.stringValue ?? "")
        risk = subject["risk"]?.stringValue ?? ""
        owner = subject["owners"]?["technical"]?.stringValue.map(people.name) ?? ""
        hallmark = Hallmark(states: states)
        environments = (states?.objectValue ?? [:]).filter { $0.value == "released" }.keys.sorted()
        registered = row.document["version"]?["registeredAt"]?.stringValue
            .flatMap { Instant($0) }.map { Moment($0, now: now) }
    }

    /// As many whole words as fit on two lines.
    static func brief(_ purpose: String) -> String {
        guard purpose.count > 140 else { return purpose }
        let cut = purpose.prefix(138)
        let words = cut.lastIndex(of: " ").map { cut[..<$0] } ?? cut
        return String(words) + " …"
    }
}
