import Governance
import Operations

enum OverviewRoutes {
    static let pages: [ConsolePage] = [
        .get("/", .readInventory) { request, platform in
            let overview = try await platform.perform(ReadOverview(by: request.actor))
            return try request.page(
                "Overview", in: .overview, OverviewPage(overview, now: request.now))
        },
        .get("/waivers", .readInventory) { request, platform in
            let days = ListWaivers.daysMax
            let listed = try await platform.perform(
                ListWaivers(withinDays: days, by: request.actor))
            return try request.page(
                "Waivers", in: .overview, WaiversPage(listed, days: days, for: request))
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
