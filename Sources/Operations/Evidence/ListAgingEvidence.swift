package import Governance
import Ledger
package import Transparency

/// Evidence that grows too old for a policy, or expires, within some days from now; soonest first.
package struct ListAgingEvidence: Operation {
    package let withinDays: Int
    package let by: Actor

    package static let permission = Permission.readInventory
    package var object: OperationObject { .visible }
    package static let daysMax = 60
    /// Those after the soonest are counted on the overview, and not listed.
    package static let limit = 50

    package init(withinDays: Int, by: Actor) {
        self.withinDays = min(max(withinDays, 0), Self.daysMax)
        self.by = by
    }

    package struct Aging: Sendable {
        package let id: String
        package let kind: EvidenceKind
        package let at: Instant
        /// When it counts no longer.
        package let until: Instant
        /// The policy whose age limit it is; `nil` when the evidence says so itself.
        package let policy: String?
        package let lookedAt: [Part]
        /// The newest version with the first of these parts.
        package let version: VersionName?
    }

    package func run(on platform: Platform) async throws -> [Aging] {
        let now = platform.now()
        var found: [String: Aging] = [:]
        let days = AgingDays(
            withinDays: withinDays, policies: try platform.policies.all(), now: now
        ).days
        for day in days where found.count < Self.limit {
            let page = try await platform.store.rows(
                RowQuery(
                    ReadModel.evidence.rawValue, matching: day.matching,
                    limit: Self.limit - found.count), in: by.workspaces(for: Self.permission))
            for row in page.rows where found[row.key] == nil {
                guard let aging = try await aging(row, day, after: now, on: platform) else {
                    continue
                }
                found[row.key] = aging
            }
        }
        return found.values.sorted { ($0.until, $0.id) < ($1.until, $1.id) }
    }

    /// `nil` when it has ended already.
    private func aging(
        _ row: Row, _ day: AgingDays.Day, after now: Instant, on platform: Platform
    ) async throws -> Aging? {
        let document = row.document
        guard let kind = document["kind"]?.stringValue.flatMap(EvidenceKind.init(rawValue:)),
            let at = document["at"]?.stringValue.flatMap({ Instant($0) })
        else { return nil }
        let parts = (document["lookedAt"]?.arrayValue ?? []).compactMap(Part.init(json:))
        let stated = document["expiresAt"]?.stringValue.flatMap { Instant($0) }
        let until = day.maxAgeDays.map { at.adding(days: $0) } ?? stated ?? at
        guard until > now else { return nil }
        // The same bytes may be parts of versions that the actor may not see.
        let version = try await platform.store.rows(
            RowQuery(
                ReadModel.versions.rawValue,
                matching: [.init("digest", parts.first?.digest.description ?? "")], limit: 1),
            in: by.workspaces(for: Self.permission)
        ).rows.first
        return Aging(
            id: row.key, kind: kind, at: at, until: until,
            policy: day.policy, lookedAt: parts,
            version: version.flatMap { VersionName($0.key) })
    }
}

/// The days on which evidence was made, or of which it says that it expires, to look at; those on
/// which it ends soonest first.
struct AgingDays {
    struct Day {
        /// From now on, when it ends.
        let inDays: Int
        let matching: [RowQuery.Match]
        let maxAgeDays: Int?
        let policy: String?
    }

    let days: [Day]

    init(withinDays: Int, policies: [Policy], now: Instant) {
        var days: [Day] = []
        for policy in policies {
            for demand in policy.rules.compactMap(\.evidence) {
                guard let age = demand.maxAgeDays else { continue }
                days += (0...withinDays).map { day in
                    let made = now.adding(days: day).adding(days: -age)
                    return Day(
                        inDays: day,
                        matching: [.init("kind", demand.kind.rawValue), .init("at", made.day)],
                        maxAgeDays: age, policy: policy.name)
                }
            }
        }
        days += (0...withinDays).map { day in
            Day(
                inDays: day,
                matching: [.init("expires", now.adding(days: day).day)], maxAgeDays: nil,
                policy: nil)
        }
        self.days = days.sorted { $0.inDays < $1.inDays }
    }
}
