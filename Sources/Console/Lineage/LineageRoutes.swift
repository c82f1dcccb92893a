import Governance
import Operations

enum LineageRoutes {
    static let pages: [ConsolePage] = [
        .get("/lineage", .readInventory) { request, platform in
            guard let of = request.asked("of"), !of.isEmpty else {
                return try request.page("Lineage", in: .lineage, LineageStartPage())
            }
            let limit = LineagePage.thingCountMax * 4
            let downstream = try await platform.perform(
                TraceLineage(of: of, direction: .downstream, limit: limit, by: request.actor))
            let upstream = try await platform.perform(
                TraceLineage(of: of, direction: .upstream, limit: limit, by: request.actor))
            let view = LineagePage(of, upstream: upstream, downstream: downstream)
            return try request.page("Lineage of \(view.heading)", in: .lineage, view)
        }
    ]
}

/// Where nothing was asked about yet.
struct LineageStartPage: View {
    static let template = "lineageStart"
}
