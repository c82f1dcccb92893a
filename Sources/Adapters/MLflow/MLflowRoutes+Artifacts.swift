import Governance
import HTTPServer
import HTTPTypes
import NIOCore
import Operations
import Tracking
import Transparency

// Files of runs and models, through this server.
extension MLflowRoutes {
    var artifactRoutes: [Route] { proxy + listings + downloads }

    private static let folder = "mlflow-artifacts/artifacts"

    private var proxy: [Route] {
        let platform = self.platform
        return file(.get, Self.folder, .readRuns) { request in
            let path = ArtifactQuery(request).text("path") ?? ""
            let listing = try await platform.perform(
                ListRunFiles(holder: .server, path: path, by: try request.actor()))
            return .json(["files": ArtifactWire.json(listing.entries, below: "")])
        }
            + file(.get, Self.folder + "/{path...}", .readRuns) { request in
                try await Self.send(
                    request.parameters["path"] ?? "", of: .server, request, platform)
            }
            + file(.put, Self.folder + "/{path...}", .logRuns) { request in
                try await Self.receive(request.parameters["path"] ?? "", .server, request, platform)
            }
            + file(.delete, Self.folder + "/{path...}", .logRuns) { request in
                try await platform.perform(
                    RemoveRunFiles(
                        path: request.parameters["path"] ?? "", by: try request.actor()))
                return .done
            }
    }

    /// A route whose body, if any, is a file.
    private func file(
        _ method: HTTPRequest.Method, _ path: String, _ permission: Permission,
        _ handle: @escaping Route.Handle
    ) -> [Route] {
        ["/api/2.0/", "/ajax-api/2.0/"].map { prefix in
            Route(
                method, prefix + path, access: .permission(permission),
                audience: .others(MLflowProblem.phrasing),
                bodyByteCountMax: platform.uploads.limits.byteCountMax, handle: handle)
        }
    }

    private var listings: [Route] {
        let platform = self.platform
        let list = {
            @Sendable (holder: FileHolder, path: String, actor: Actor) async throws
                -> ServerResponse in
            let listing = try await platform.perform(
                ListRunFiles(holder: holder, path: path, by: actor))
            return .json([
                "files": ArtifactWire.json(listing.entries, below: path),
                "root_uri": .string(listing.address),
            ])
        }
        return route(.get, "artifacts/list", .readRuns) { asked, _ in
            try await list(.run(try asked.run()), try asked.text("path") ?? "", asked.actor)
        }
            + route(.get, "logged-models/{model}/artifacts/directories", .readRuns) {
                asked, request in
                try await list(
                    .model(request.parameters["model"] ?? ""),
                    try asked.text("artifact_directory_path") ?? "", asked.actor)
            }
    }

    private var downloads: [Route] {
        let platform = self.platform
        let phrasing = Route.Audience.others(MLflowProblem.phrasing)
        return [
            Route(
                .get, "/get-artifact", access: .permission(.readRuns), audience: phrasing
            ) { request in
                let query = ArtifactQuery(request)
                let run = try query.text("run_id") ?? query.required("run_uuid")
                return try await Self.send(
                    try query.required("path"), of: .run(run), request, platform)
            },
            Route(
                .get, "/model-versions/get-artifact", access: .permission(.readRuns),
                audience: phrasing
            ) { request in
                let query = ArtifactQuery(request)
                let path = try query.required("path")
                let opened = try await platform.perform(
                    OpenModelVersionFile(
                        name: try query.required("name"), number: try query.required("version"),
                        path: path, by: try request.actor()))
                return try Self.sending(opened, at: path, for: request)
            },
            Route(
                .get, "/ajax-api/2.0/mlflow/logged-models/{model}/artifacts/files",
                access: .permission(.readRuns), audience: phrasing
            ) { request in
                try await Self.send(
                    try ArtifactQuery(request).required("artifact_file_path"),
                    of: .model(request.parameters["model"] ?? ""), request, platform)
            },
            Route(
                .post, "/ajax-api/2.0/mlflow/upload-artifact", access: .permission(.logRuns),
                audience: phrasing, bodyByteCountMax: Self.uploadByteCountMax
            ) { request in
                let query = ArtifactQuery(request)
                let run = try query.required("run_uuid")
                let path = try query.required("path")
                _ = try Failure.tracking { () throws(TrackingError) in try ArtifactPath(path) }
                guard request.body.statedByteCount ?? 1 > 0 else {
                    throw MLflowProblem.invalid("Request must specify data.")
                }
                return try await Self.receive(path, .run(run), request, platform)
            },
        ]
    }

    private static let uploadByteCountMax = 10 << 20

    private static func receive(
        _ path: String, _ holder: FileHolder, _ request: ServerRequest, _ platform: Platform
    ) async throws -> ServerResponse {
        let source = ByteSource(statedByteCount: request.body.statedByteCount) { consume in
            try await request.body.forEach { try $0.withUnsafeReadableBytes(consume) }
        }
        try await platform.perform(
            KeepRunFile(holder: holder, path: path, source: source, by: try request.actor()))
        return .done
    }

    static func send(
        _ path: String, of holder: FileHolder, _ request: ServerRequest, _ platform: Platform
    ) async throws -> ServerResponse {
        let opened = try await platform.perform(
            OpenRunFile(holder: holder, path: path, by: try request.actor()))
        return try sending(opened, at: path, for: request)
    }

    private static func sending(
        _ opened: OpenRunFile.Opened, at path: String, for request: ServerRequest
    ) throws -> ServerResponse {
        let name = path.split(separator: "/").last.map(String.init) ?? "artifact"
        switch opened {
        case .blob(let file): return try request.sending(file, named: name)
        case .bytes(let bytes):
            return ServerResponse(
                .ok, headers: ServedFile.headers(named: name),
                body: .bytes(ByteBuffer(bytes: bytes)))
        }
    }
}

/// What the query of an address for a file says.
private struct ArtifactQuery {
    private let query: [(name: String, value: String)]

    init(_ request: ServerRequest) { query = request.query }

    func text(_ name: String) -> String? { query.last { $0.name == name }?.value.nonEmpty }

    func required(_ name: String) throws -> String {
        guard let text = text(name) else {
            throw MLflowProblem.invalid("Request must specify \(name).")
        }
        return text
    }
}

/// Files as MLflow lists them.
enum ArtifactWire {
    /// `folder`: What the paths are relative to the holder by.
    static func json(_ entries: [ArtifactEntry], below folder: String) -> JSON {
        .array(
            entries.map { entry in
                var members: [String: JSON] = [
                    "path": .string(folder.isEmpty ? entry.name : "\(folder)/\(entry.name)"),
                    "is_dir": .bool(entry.isFolder),
                ]
                if !entry.isFolder { members["file_size"] = .number(Double(entry.byteCount)) }
                return .object(members)
            })
    }
}
