import Governance
import Ledger
import Operations
import Transparency

/// A governed thing in a list, by its newest version and what of it is released.
struct SubjectRow: Sendable {
    struct Released: Sendable {
        let releasedVersion: String
        let releasedHref: String
        let releasedAt: Moment
        let decisionHref: String
    }

    let subject: String
    let subjectHref: String
    let newest: String
    let newestHref: String
    /// Of the newest version, such as `@3`.
    let number: String
    let hallmark: Hallmark
    /// Rules that were broken or undecided when the gate was last asked.
    let open: [String]
    let risk: String
    let business: String
    let technical: String
    let purpose: String
    let judged: Moment?
    /// For production.
    let released: Released?

    init(_ row: Row, people: People, now: Instant) {
        let document = row.document
        let owners = document["owners"]
        subject = row.key
        subjectHref = Address.subject(row.key)
        newest = document["latest"]?.stringValue ?? row.key
        number = Self.number(newest)
        let states = document["states"]?.objectValue ?? [:]
        let place = states.filter { ["deny", "undecided"].contains($0.value) }.keys.min()
        newestHref = Address.version(newest, to: place)
        hallmark = Hallmark(states: document["states"])
        let rules = (document["open"]?.objectValue ?? [:]).values.flatMap { $0.arrayValue ?? [] }
        open = Set(rules.compactMap(\.stringValue)).sorted()
        risk = document["risk"]?.stringValue ?? ""
        business = owners?["business"]?.stringValue.map(people.name) ?? ""
        technical = owners?["technical"]?.stringValue.map(people.name) ?? ""
        purpose = VersionRow.brief(document["purpose"]?.stringValue ?? "")
        judged = (document["judged"]?.objectValue ?? [:]).values.compactMap(\.stringValue).max()
            .flatMap { Instant($0) }.map { Moment($0, now: now) }
        released = (document["released"]?["production"]).flatMap { Self.released($0, now: now) }
    }

    private static func number(_ version: String) -> String {
        version.firstIndex(of: "@").map { String(version[$0...]) } ?? version
    }

    private static func released(_ release: JSON, now: Instant) -> Released? {
        guard let version = release["version"]?.stringValue,
            let at = release["at"]?.stringValue.flatMap({ Instant($0) }),
            let decision = release["decision"]?.stringValue
        else { return nil }
        return Released(
            releasedVersion: version, releasedHref: Address.version(version),
            releasedAt: Moment(at, now: now), decisionHref: Address.decision(decision))
    }
}
