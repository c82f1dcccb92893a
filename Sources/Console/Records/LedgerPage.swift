import Governance
import Ledger
import Operations
import Transparency

/// Where the ledger stands, how it grew, and its newest records.
struct LedgerPage: View {
    static let template = "ledger"

    struct Entry: Sendable {
        let index: String
        let href: String
        let kind: String
        let recordedAt: Moment?
        let recordedBy: String
        let subject: String
    }

    struct Check: Sendable {
        let question: String
        let outcome: String
        let sentence: String
    }

    let size: String
    let root: String
    let checkpoint: String?
    let growth: GrowthDrawing?
    let entries: [Entry]
    let olderHref: String?
    let verifyAction: String
    let token: String
    let checks: [Check]
    let checkSummary: String?

    init(
        _ shown: ReadLedger.Shown, for request: ConsoleRequest, audit: AuditReport? = nil
    ) {
        size = Wording.count(shown.size, "record")
        root = shown.root.description
        checkpoint = shown.checkpoint
        growth = GrowthDrawing(shown.growth)
        entries = shown.entries.map { Self.entry($0, shown.people, for: request) }
        let last = shown.entries.last?.index ?? 0
        olderHref =
            last > 0 ? Address("ledger").asking(["before": String(last)]) : nil
        verifyAction = "/ledger/verify"
        token = request.csrf
        checks = audit.map(Self.checks) ?? []
        checkSummary = audit.map {
            "All \(Wording.count($0.size, "record")) were read and hashed again just now."
        }
    }

    private static func entry(
        _ entry: ReadLedger.Entry, _ people: People, for request: ConsoleRequest
    ) -> Entry {
        let record = entry.record
        return Entry(
            index: Wording.count(entry.index), href: Address.record(entry.index),
            kind: record.map { Wording.title($0.kind) } ?? "Does not read",
            recordedAt: record.map {
                request.moment($0.at)
            },
            recordedBy: record.map { people.name($0.by) } ?? "",
            subject: record.map { about($0.body, people) } ?? "")
    }

    /// What a record is about, as far as it says it plainly; people by their names.
    private static func about(_ body: JSON, _ people: People) -> String {
        body["principal"]?.stringValue.map(people.name) ?? body.about
    }

    private static func checks(_ audit: AuditReport) -> [Check] {
        [
            ("Was anything altered?", audit.integrity),
            ("Is anything missing?", audit.completeness), ("Who signed it?", audit.authenticity),
        ].map {
            Check(
                question: $0.0, outcome: $0.1.outcome.rawValue,
                sentence: FindingView.sentence($0.1.sentence))
        }
    }
}

extension JSON {
    /// What a record's body is about, as far as it says it plainly.
    fileprivate var about: String {
        let places: [JSON?] = [
            self["version"]?["name"], self["version"], self["approval"]?["subject"],
            self["waiver"]?["subject"], self["subject"]?["name"], self["kind"], self["name"],
        ]
        let first = places.compactMap { $0?.stringValue }.first ?? ""
        return EvidenceKind(rawValue: first)?.title ?? first
    }
}
