import Governance
import Ledger
import Operations
import Transparency

/// What runs under which approval, what waits on whom, what ends soon.
struct OverviewPage: View {
    static let template = "overview"

    struct Figure: Sendable {
        let number: String
        let says: String
        let href: String
        /// `deny` or `undecided` when it asks for attention.
        let mark: String?
        let meter: Meter?
    }

    /// A share, drawn; of 100.
    struct Meter: Sendable {
        let share: Int
    }

    let headline: String
    /// What may ship.
    let figures: [Figure]
    /// How well it is governed.
    let governance: [Figure]
    let waiting: [SubjectRow]
    let running: [SubjectRow]
    let isEmpty: Bool

    init(_ overview: ReadOverview.Overview, now: Instant) {
        headline = Self.headline(overview)
        figures = Self.state(overview)
        governance = Self.governance(overview)
        waiting = overview.waiting.map { SubjectRow($0, people: overview.people, now: now) }
        running = overview.running.map { SubjectRow($0, people: overview.people, now: now) }
        isEmpty = overview.subjectCount == 0
    }

    private static func headline(_ overview: ReadOverview.Overview) -> String {
        let all = Wording.count(overview.subjectCount, "system")
        let released = overview.releasedCount
        return "\(all) in the inventory, \(Wording.count(released)) released for production. "
            + "Every number opens the list behind it."
    }

    private static func state(_ overview: ReadOverview.Overview) -> [Figure] {
        let share = Wording.percent(overview.releasedCount, of: overview.subjectCount)
        return [
            Figure(
                number: Wording.count(overview.releasedCount),
                says: "released for production, with a signed decision",
                href: "/systems?released=production", mark: nil, meter: Meter(share: share)),
            Figure(
                number: Wording.count(overview.deniedCount),
                says: "newest version denied: something is known to be wrong",
                href: "/systems?state=deny", mark: overview.deniedCount > 0 ? "deny" : nil,
                meter: nil),
            Figure(
                number: Wording.count(overview.undecidedCount),
                says: "newest version undecided: something is missing",
                href: "/systems?state=undecided",
                mark: overview.undecidedCount > 0 ? "undecided" : nil, meter: nil),
            findings(overview),
        ]
    }

    private static func findings(_ overview: ReadOverview.Overview) -> Figure {
        let dangerous = overview.dangerousFindingsCount
        let worst = dangerous > 0 ? "deny" : "undecided"
        return Figure(
            number: Wording.count(overview.findingsCount),
            says: dangerous > 0
                ? "open in files and dependencies, \(Wording.count(dangerous)) dangerous"
                : "open in files and dependencies",
            href: "/findings", mark: overview.findingsCount > 0 ? worst : nil, meter: nil)
    }

    private static func governance(_ overview: ReadOverview.Overview) -> [Figure] {
        let documented = Wording.percent(overview.documentedCount, of: overview.judgedCount)
        let days = ReadOverview.soonDays
        return [
            Figure(
                number: overview.judgedCount == 0 ? "–" : "\(documented) %",
                says: "of judged systems have everything their policy asks for",
                href: "/systems?documented=no", mark: nil, meter: Meter(share: documented)),
            Figure(
                number: overview.approvalSecondsMedian.map(Moment.span(seconds:)) ?? "–",
                says: "from registration to approval, median of the newest",
                href: "/approvals", mark: nil, meter: nil),
            Figure(
                number: Wording.count(overview.waiversOpenCount),
                says: overview.waiversEndingCount == 0
                    ? "waived findings, no waiver ends within \(days) days"
                    : "waived findings, \(Wording.count(overview.waiversEndingCount)) "
                        + "\(overview.waiversEndingCount == 1 ? "ends" : "end") within \(days) days",
                href: "/waivers", mark: overview.waiversEndingCount > 0 ? "undecided" : nil,
                meter: nil),
            Figure(
                number: Wording.count(overview.evidenceAgingCount),
                says: overview.evidenceAgingCount == 1
                    ? "piece of evidence counts no longer within \(days) days"
                    : "pieces of evidence count no longer within \(days) days",
                href: "/aging", mark: overview.evidenceAgingCount > 0 ? "undecided" : nil,
                meter: nil),
        ]
    }
}
