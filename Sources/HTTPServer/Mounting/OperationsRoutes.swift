import API
import Governance
import HTTPTypes
import Ledger
import Operations
import Transparency

/// Whether it runs, whether it can serve, and how much it does.
struct OperationsRoutes {
    let platform: Platform
    let health: ServerHealth
    let metrics: ServerMetrics
    let openAPI: @Sendable () -> JSON

    var routes: [Route] {
        let health = self.health
        let metrics = self.metrics
        let platform = self.platform
        let openAPI = self.openAPI
        let probe = RouteAccess.open(because: "probes have no account")
        return [
            Route(.get, "/healthz", access: probe) { _ in .json(["status": "up"]) },
            Route(.get, "/readyz", access: probe) { _ in
                if let reason = await health.probe() {
                    return .json(
                        ["status": "read-only", "reason": .string(reason)], status: 503)
                }
                return .json(["status": "ready"])
            },
            Route(.get, "/metrics", access: .permission(.readMetrics)) { _ in
                let size = (try? await platform.store.head())?.size ?? 0
                return ServerResponse(
                    200, type: "text/plain; version=0.0.4",
                    Array(
                        metrics.text(gauges: [
                            ("assay_ledger_records", "Records in the ledger.", Double(size)),
                            (
                                "assay_read_only", "Whether the ledger cannot be written.",
                                health.readOnlyReason == nil ? 0 : 1
                            ),
                        ]).utf8))
            },
            Route(
                .get, "/openapi.json",
                access: .open(because: "it says how to ask, and nothing else")
            ) { request in .reading(openAPI(), for: request) },
        ]
    }
}
