package import Governance
import Ledger
package import Transparency

/// Waivers that end within some days from now, soonest first.
package struct ListWaivers: Operation {
    package let withinDays: Int
    package let by: Actor

    package static let permission = Permission.readInventory
    package var object: OperationObject { .visible }
    package static let daysMax = 120
    /// More in one day are not listed.
    static let limitPerDay = 200

    package init(withinDays: Int, by: Actor) {
        self.withinDays = min(max(withinDays, 0), Self.daysMax)
        self.by = by
    }

    package struct Listed: Sendable {
        package let waivers: [Waiver]
        /// The version that a waiver is for, by its root; none when its row is gone.
        package let versions: [Digest: VersionName]
        package let people: People
    }

    package func run(on platform: Platform) async throws -> Listed {
        let now = platform.now()
        var waivers: [Waiver] = []
        for day in 0...withinDays {
            let page = try await platform.store.rows(
                RowQuery(
                    ReadModel.waivers.rawValue,
                    matching: [.init("until", now.adding(days: day).day)],
                    limit: Self.limitPerDay), in: by.workspaces(for: Self.permission))
            waivers += page.rows.compactMap { Waiver(json: $0.document) }
        }
        let open = waivers.filter { $0.until > now }.sorted { $0.until < $1.until }
        var versions: [Digest: VersionName] = [:]
        for waiver in open.prefix(Self.limitPerDay) where versions[waiver.root] == nil {
            let row = try await platform.store.rows(
                .versions,
                where: [
                    "root": waiver.root.description, "subject": waiver.subject.description,
                ], limit: 1
            ).first
            versions[waiver.root] = row.flatMap { VersionName($0.key) }
        }
        return Listed(
            waivers: Array(open.prefix(Self.limitPerDay)), versions: versions,
            people: try await People(on: platform, ids: open.map(\.by.text)))
    }
}
