import Governance
package import HTTPServer
import HTTPTypes
import NIOCore
package import Operations
import Tracking
import Transparency

/// The ways in for clients of an MLflow server that this one stands in front of: what they ask is
/// passed on, and what concerns registered models is registered and judged here besides.
///
/// INVARIANT: a request is passed on with this server's own credentials only after the permission of
/// its route was asked for, in the one workspace that the other server's things belong to; where no
/// route names an endpoint, nothing is passed on.
package struct MLflowFront: Sendable {
    let platform: Platform
    let upstream: MLflowUpstream
    /// Who registers what was made at the other server and is first seen here.
    let own: Actor
    /// The routes of a server without another behind it, whose permissions hold here too.
    private let native: [Route]

    /// `native`: ``MLflowRoutes/tracked``; `by`: Whoever runs this server.
    package init(
        platform: Platform, server: any UpstreamServer, native: [Route], by: PrincipalClaim
    ) {
        self.platform = platform
        self.native = native
        upstream = MLflowUpstream(server: server)
        own = .claimed(by)
    }

    package var routes: [Route] {
        let judged = modelVersionRoutes + registeredModelRoutes + aliasRoutes + fileRoutes
        let more = more
        let known = Set((judged + more).map(Self.key))
        let others = native.filter { !known.contains(Self.key($0)) }
        return about + judged + others.map(passing) + more + MLflowRoutes.nowhere
    }

    private static func key(_ route: Route) -> String { "\(route.method) \(route.path.text)" }

    /// What an upload may be, and what a message: those of the largest batches and traces.
    static let messageByteCountMax = 64 << 20

    private func passing(_ route: Route) -> Route {
        guard case .permission(let permission) = route.access else { return route }
        return self.route(
            route.method, route.path.text, permission, isReading: route.isReading
        ) { request in try await pass(request) }
    }

    /// A route that asks for its permission where the other server's things are.
    func route(
        _ method: HTTPRequest.Method, _ path: String, _ permission: Permission,
        isReading: Bool? = nil, _ handle: @escaping Route.Handle
    ) -> Route {
        let isOfFiles = path.contains("/mlflow-artifacts/")
        let uploadMax = platform.uploads.limits.byteCountMax
        return Route(
            method, path, access: .permission(permission),
            audience: .others(MLflowProblem.phrasing), isReading: isReading,
            bodyByteCountMax: isOfFiles ? uploadMax : Self.messageByteCountMax
        ) { request in
            try MirrorModelVersion.check(try request.actor(), [permission])
            return try await handle(request)
        }
    }

    /// Such a route under both prefixes, for a message.
    func route(
        _ method: HTTPRequest.Method, of path: String, _ permission: Permission,
        isReading: Bool? = nil, _ handle: @escaping MLflowHandle
    ) -> [Route] {
        ["api", "ajax-api"].map { prefix in
            route(
                method, "/\(prefix)/2.0/mlflow/\(path)", permission, isReading: isReading
            ) { request in try await handle(MLflowRequest(request), request) }
        }
    }

    /// What clients ask before anything else.
    private var about: [Route] {
        let probe = RouteAccess.open(because: "it says that an MLflow client may talk to it")
        let phrasing = Route.Audience.others(MLflowProblem.phrasing)
        return [
            Route(.get, "/health", access: probe) { _ in .plain("OK") },
            Route(.get, "/version", access: probe, audience: phrasing) { _ in
                let reply = try await upstream.reply("GET", "/version")
                let text = String(decoding: reply.bytes.prefix(100), as: UTF8.self)
                let isVersion = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x3C }
                guard reply.isDone, isVersion, !text.isEmpty else {
                    throw upstream.malformed("no version")
                }
                return .plain(text)
            },
        ]
            + ["api", "ajax-api"].map { prefix in
                Route(
                    .get, "/\(prefix)/3.0/mlflow/server-info", access: probe, audience: phrasing
                ) { _ in try await serverInfo() }
            }
    }

    /// What the other server says of itself, without the ways past this one.
    private func serverInfo() async throws -> ServerResponse {
        let reply = try await upstream.reply("GET", "/api/3.0/mlflow/server-info")
        guard reply.isDone else { return try relay(reply) }
        var members = try upstream.json(of: reply).objectValue ?? [:]
        for name in Self.waysPast { members[name] = false }
        return .json(.object(members))
    }

    private static let waysPast = [
        "workspaces_enabled", "multipart_uploads_enabled", "multipart_downloads_enabled",
        "presigned_upload_run_id_supported", "presigned_upload_model_id_supported",
    ]

    /// What MLflow has and this server alone has not.
    private var more: [Route] {
        let areas = ["datasets", "scorers", "issues", "label-schemas", "review-queues"]
        let changing: [HTTPRequest.Method] = [.post, .put, .patch, .delete]
        let single: [(HTTPRequest.Method, String, Permission)] = [
            (.post, "3.0/mlflow/datasets/search", .readRuns),
            (.post, "3.0/mlflow/issues/search", .readRuns),
            (.post, "3.0/mlflow/issues", .logRuns),
            (.post, "3.0/mlflow/traces/metrics", .readRuns),
            (.post, "2.0/mlflow/traces/link-prompts", .logRuns),
            (.post, "2.0/mlflow/runs/log-model", .logRuns),
        ]
        let prefixed = ["api", "ajax-api"].flatMap { prefix in
            single.map { method, path, permission in
                route(
                    method, "/\(prefix)/\(path)", permission, isReading: permission == .readRuns
                ) { try await pass($0) }
            }
                + areas.flatMap { area in
                    let path = "/\(prefix)/3.0/mlflow/\(area)/{rest...}"
                    return [route(.get, path, .readRuns) { try await pass($0) }]
                        + changing.map { route($0, path, .logRuns) { try await pass($0) } }
                }
        }
        return prefixed + [
            route(.post, "/graphql", .readRuns, isReading: true) { try await pass($0) },
            route(.post, "/v1/traces", .logRuns) { try await pass($0) },
        ]
    }
}
