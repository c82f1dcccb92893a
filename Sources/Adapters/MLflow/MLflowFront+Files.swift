import Governance
import HTTPServer
import HTTPTypes
import Operations
import Tracking
import Transparency

// Files: those of registered versions are given out as they were judged.
extension MLflowFront {
    var fileRoutes: [Route] { proxy + others }

    private var proxy: [Route] {
        ["/api/2.0/", "/ajax-api/2.0/"].flatMap { prefix in
            let path = prefix + "mlflow-artifacts/artifacts/{path...}"
            return [
                route(.get, path, .readRuns) { request in
                    try await send(request.parameters["path"] ?? "", request)
                },
                route(.put, path, .logRuns) { try await keep($0) },
                route(.delete, path, .logRuns) { try await keep($0) },
            ]
        }
    }

    private var others: [Route] {
        [
            route(.get, "/get-artifact", .readRuns) { request in
                let run = try request.asked("run_id") ?? request.needed("run_uuid")
                let address = try await upstream.run(run)?.info.artifactURI
                return try await send(address, try request.needed("path"), request)
            },
            route(.get, "/model-versions/get-artifact", .readRuns) { request in
                let version = try await version(
                    try request.needed("name"), try request.needed("version"))
                _ = try await platform.perform(
                    LocateModelVersion(
                        name: version.name, number: "\(version.number)", by: try request.actor()))
                let address = String(version.location.dropFirst(ModelVersion.upstreamPrefix.count))
                return try await send(address, try request.needed("path"), request)
            },
            route(
                .get, "/ajax-api/2.0/mlflow/logged-models/{model}/artifacts/files", .readRuns
            ) { request in
                let model = PercentEncoding.encode(request.parameters["model"] ?? "")
                let json = try await upstream.object(
                    MLflowUpstream.api + "logged-models/\(model)", [])
                return try await send(
                    json?["model"]?["info"]?["artifact_uri"]?.stringValue,
                    try request.needed("artifact_file_path"), request)
            },
        ]
    }

    /// A file below an address that the other server says.
    private func send(
        _ address: String?, _ path: String, _ request: ServerRequest
    ) async throws -> ServerResponse {
        let scheme = ArtifactRoot.proxyScheme + "/"
        guard let address, address.hasPrefix(scheme) else { return try await pass(request) }
        return try await send("\(address.dropFirst(scheme.count))/\(path)", request)
    }

    private func send(_ path: String, _ request: ServerRequest) async throws -> ServerResponse {
        let found = try await platform.perform(
            FindMirroredFile(path: path, by: try request.actor()))
        switch found {
        case .free: return try await pass(request)
        case .registered(let file, _):
            let name = path.split(separator: "/").last.map(String.init) ?? "artifact"
            return try request.sending(file, named: name)
        case .added(let version):
            throw Failure.refused(
                "not_registered",
                "`\(path)` is no file of `\(version)`: it came there after that version was "
                    + "registered; register it as a new version")
        }
    }

    /// INVARIANT: a file of a registered version stays what it is.
    private func keep(_ request: ServerRequest) async throws -> ServerResponse {
        let path = request.parameters["path"] ?? ""
        let found = try await platform.perform(
            FindMirroredFile(path: path, by: try request.actor()))
        if case .registered(_, let version) = found {
            throw Failure.refused(
                "registered",
                "`\(path)` is a file of `\(version)`, which is registered; log a new model and "
                    + "register that")
        }
        return try await pass(request)
    }
}

extension ServerRequest {
    fileprivate func asked(_ name: String) -> String? {
        query.last { $0.name == name }?.value.nonEmpty
    }

    fileprivate func needed(_ name: String) throws -> String {
        guard let text = asked(name) else {
            throw MLflowProblem.invalid("Request must specify \(name).")
        }
        return text
    }
}
