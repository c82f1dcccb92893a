import Governance
package import HTTPServer
import HTTPTypes
import NIOCore
package import Operations
import Tracking
import Transparency

/// What is done with a request of a client of MLflow.
typealias MLflowHandle =
    @Sendable (MLflowRequest, ServerRequest) async throws -> ServerResponse

/// The ways in for clients of MLflow, under the paths that they expect.
package struct MLflowRoutes {
    let platform: Platform
    /// What webhooks are tried with.
    let sender: any WebhookSending
    let runs = RunCache()

    /// Whose endpoints these are.
    static let version = "3.17.2"

    package init(platform: Platform, sender: any WebhookSending) {
        self.platform = platform
        self.sender = sender
    }

    package var routes: [Route] { about + tracked + webhookRoutes + Self.nowhere }

    /// All but what clients ask before anything else, and the server's own webhooks.
    package var tracked: [Route] {
        experiments + experimentChanges + datasetRoutes + runRoutes + runChanges
            + metricRoutes + modelRoutes + artifactRoutes + registeredModelRoutes
            + modelVersionRoutes + traceRoutes + evaluationDatasetRoutes + scorerRoutes
            + graphQLRoutes
    }

    /// A route under both prefixes: for programs and for MLflow's own pages.
    func route(
        _ method: HTTPRequest.Method, _ path: String, _ permission: Permission,
        version: String = "2.0", isReading: Bool? = nil,
        _ handle: @escaping MLflowHandle
    ) -> [Route] {
        ["api", "ajax-api"].map { prefix in
            Route(
                method, "/\(prefix)/\(version)/mlflow/\(path)", access: .permission(permission),
                audience: .others(MLflowProblem.phrasing), isReading: isReading,
                bodyByteCountMax: MLflowRequest.bodyByteCountMax
            ) { request in try await handle(MLflowRequest(request), request) }
        }
    }

    /// What clients ask before anything else.
    private var about: [Route] {
        let probe = RouteAccess.open(because: "it says that an MLflow client may talk to it")
        let version = Self.version
        return [
            Route(.get, "/health", access: probe) { _ in .plain("OK") },
            Route(.get, "/version", access: probe) { _ in .plain(version) },
        ]
            + ["api", "ajax-api"].map { prefix in
                Route(.get, "/\(prefix)/3.0/mlflow/server-info", access: probe) { _ in
                    .json([
                        "store_type": "SqlStore", "workspaces_enabled": false,
                        "trace_archival_enabled": false, "multipart_uploads_enabled": false,
                        "multipart_downloads_enabled": false,
                        "presigned_upload_run_id_supported": false,
                        "presigned_upload_model_id_supported": false,
                        "features_enabled": ["gateway": false],
                    ])
                }
            }
    }

    /// What MLflow has and this server has not.
    static let nowhere: [Route] = {
        let methods: [HTTPRequest.Method] = [.get, .post, .put, .patch, .delete]
        let paths = [
            "/api/2.0/mlflow/{rest...}", "/api/3.0/mlflow/{rest...}", "/ajax-api/{rest...}",
        ]
        return paths.flatMap { path in
            methods.map { method in
                Route(
                    method, path, access: .open(because: "it says that there is nothing"),
                    audience: .others(MLflowProblem.phrasing), isReading: true
                ) { _ in throw MLflowProblem.unknownEndpoint }
            }
        }
    }()
}

extension ServerResponse {
    static func plain(_ text: String) -> ServerResponse {
        ServerResponse(200, type: "text/plain; charset=utf-8", Array(text.utf8))
    }

    /// An answer that says no more than that it was done.
    static var done: ServerResponse { .json([:]) }
}

extension MLflowRequest {
    /// Where something new begins: where the caller may log, if that is one place.
    var workspace: Workspace { actor.reach.ownWorkspace }
}
