import Governance
import Ledger
import Operations
import Transparency

enum OverviewRoutes {
    static let pages: [ConsolePage] = [
        .get("/", .readInventory) { request, platform in
            let overview = try await platform.perform(ReadOverview(by: request.actor))
            return try request.page(
                "Overview", in: .overview, OverviewPage(overview, now: request.now))
        },
        .get("/systems", .readInventory) { request, platform in
            let page = try await platform.perform(
                ListSubjects(
                    matching: SystemsPage.asked(request),
                    after: request.asked("after").flatMap { PageCursor($0) }, by: request.actor))
            let owners = page.rows.flatMap { row in
                ["business", "technical"].compactMap { row.document["owners"]?[$0]?.stringValue }
            }
            let people = try await People(on: platform, ids: owners)
            return try request.page(
                "Systems", in: .overview, SystemsPage(page, people: people, for: request))
        },
        .get("/approvals", .readInventory) { request, platform in
            let listed = try await platform.perform(ListApprovals(by: request.actor))
            return try request.page(
                "Approvals", in: .overview, ApprovalsPage(listed, for: request))
        },
        .get("/waivers", .readInventory) { request, platform in
            let days = ListWaivers.daysMax
            let listed = try await platform.perform(
                ListWaivers(withinDays: days, by: request.actor))
            return try request.page(
                "Waivers", in: .overview, WaiversPage(listed, days: days, for: request))
        },
        .get("/findings", .readInventory) { request, platform in
            let listed = try await platform.perform(
                ListFindings(
                    matching: FindingsPage.asked(request),
                    page: PageRequest(
                        after: request.asked("after").flatMap { PageCursor($0) }, limit: 50),
                    by: request.actor))
            return try request.page(
                "Findings in files", in: .overview, FindingsPage(listed, for: request))
        },
        .get("/aging", .readInventory) { request, platform in
            let days = ReadOverview.soonDays
            let aging = try await platform.perform(
                ListAgingEvidence(withinDays: days, by: request.actor))
            return try request.page(
                "Evidence going stale", in: .overview, AgingPage(aging, days: days, for: request))
        },
    ]
}
