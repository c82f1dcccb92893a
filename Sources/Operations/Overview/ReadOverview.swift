package import Governance
package import Ledger
import Transparency

/// What runs, what waits, what ends soon, in numbers and short lists.
///
/// Each number is a count in the index, or over a list of fixed length: none is kept, none grows
/// with the inventory's age.
package struct ReadOverview: Operation {
    package let by: Actor

    package static let permission = Permission.readInventory
    package var object: OperationObject { .visible }
    package static let soonDays = 14
    static let listLength = 8

    package init(by: Actor) { self.by = by }

    package struct Overview: Sendable {
        package let subjectCount: Int
        /// Subjects of which a version is released for production.
        package let releasedCount: Int
        /// Subjects whose newest version was judged.
        package let judgedCount: Int
        /// Those of them for which everything that their policy asks for is there.
        package let documentedCount: Int
        package let deniedCount: Int
        package let undecidedCount: Int
        /// From registration to approval, of the newest approvals; `nil` when there are none.
        package let approvalSecondsMedian: Int64?
        package let waiversOpenCount: Int
        package let waiversEndingCount: Int
        package let evidenceAgingCount: Int
        /// Open against files and dependencies.
        package let findingsCount: Int
        package let dangerousFindingsCount: Int
        /// Subjects whose newest version may not ship yet, newest first.
        package let waiting: [Row]
        /// Subjects with a release for production, newest first.
        package let running: [Row]
        package let people: People
    }

    package func run(on platform: Platform) async throws -> Overview {
        let visible = by.workspaces(for: Self.permission)
        let count = { (table: ReadModel, matching: [RowQuery.Match]) async throws -> Int in
            try await platform.store.count(table, matching, in: visible)
        }
        let running = try await list([.init("released", "production")], in: visible, platform)
        let waiting = try await waiting(in: visible, platform)
        let now = platform.now()
        var (ending, aging) = (0, 0)
        for day in 0...Self.soonDays {
            ending += try await count(.waivers, [.init("until", now.adding(days: day).day)])
        }
        for day in AgingDays(
            withinDays: Self.soonDays, policies: try platform.policies.all(), now: now
        ).days {
            aging += try await count(.evidence, day.matching)
        }
        return Overview(
            subjectCount: try await count(.subjects, []),
            releasedCount: try await count(.subjects, [.init("released", "production")]),
            judgedCount: try await count(.subjects, [.init("documented", "yes")])
                + count(.subjects, [.init("documented", "no")]),
            documentedCount: try await count(.subjects, [.init("documented", "yes")]),
            deniedCount: try await count(.subjects, [.init("state", "deny")]),
            undecidedCount: try await count(.subjects, [.init("state", "undecided")]),
            approvalSecondsMedian: try await ListApprovals(by: by).run(on: platform).secondsMedian,
            waiversOpenCount: try await waiversOpen(at: now) { until in
                try await count(.waivers, [.init("until", until)])
            }, waiversEndingCount: ending, evidenceAgingCount: aging,
            findingsCount: try await count(.findings, []),
            dangerousFindingsCount: try await count(
                .findings, [.init("severity", "dangerous")]),
            waiting: waiting, running: running,
            people: try await People(
                on: platform,
                ids: (waiting + running).flatMap { row in
                    ["business", "technical"].compactMap {
                        row.document["owners"]?[$0]?.stringValue
                    }
                }))
    }

    /// Those that end in the rest of this month, by day, and in the twelve months after it.
    private func waiversOpen(
        at now: Instant, _ count: (String) async throws -> Int
    ) async throws -> Int {
        let month = now.day.prefix(7)
        var (sum, day) = (0, now)
        while day.day.hasPrefix(month) {
            sum += try await count(day.day)
            day = day.adding(days: 1)
        }
        for _ in 0..<12 {
            sum += try await count(String(day.day.prefix(7)))
            let month = day.day.prefix(7)
            while day.day.hasPrefix(month) { day = day.adding(days: 1) }
        }
        return sum
    }

    private func waiting(in workspaces: WorkspaceSet, _ platform: Platform) async throws -> [Row] {
        let rows =
            try await list([.init("state", "deny")], in: workspaces, platform)
            + list([.init("state", "undecided")], in: workspaces, platform)
        return Array(rows.sorted { $0.order > $1.order }.prefix(Self.listLength))
    }

    private func list(
        _ matching: [RowQuery.Match], in workspaces: WorkspaceSet, _ platform: Platform
    ) async throws -> [Row] {
        try await platform.store.rows(
            RowQuery(
                ReadModel.subjects.rawValue, matching: matching, limit: Self.listLength),
            in: workspaces
        ).rows
    }
}
