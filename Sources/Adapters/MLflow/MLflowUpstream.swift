import HTTPServer
import Operations
import Tracking
import Transparency

/// An MLflow server that this one stands in front of, or takes history from: what it is asked, and
/// what its answers mean.
///
/// INVARIANT: no answer is trusted to be short, or of the shape that MLflow's have.
struct MLflowUpstream: Sendable {
    let server: any UpstreamServer

    static let api = "/api/2.0/mlflow/"
    static let byteCountMax = 32 << 20
    private static let limits = JSONLimits(
        byteCountMax: byteCountMax, depthMax: 64, valueCountMax: 1 << 22)

    /// An answer, read whole.
    struct Reply: Sendable {
        let status: Int
        let bytes: [UInt8]
        /// `nil` when it is no JSON object.
        let json: JSON?

        var isDone: Bool { status == 200 }
        var isMissing: Bool {
            status == 404 || json?["error_code"] == "RESOURCE_DOES_NOT_EXIST"
        }
    }

    /// - Throws: A fault when nothing comes, or too much.
    func reply(
        _ method: String, _ path: String, query: [(name: String, value: String)] = [],
        body: JSON? = nil
    ) async throws -> Reply {
        let target = query.isEmpty ? path : "\(path)?\(PercentEncoding.encode(query))"
        let answer = try await server.send(
            UpstreamRequest(
                method, target,
                headers: body == nil ? [] : [("content-type", "application/json")],
                body: body.map { .bytes($0.canonicalBytes) }))
        guard answer.status != 401 else { throw notLetIn }
        guard let bytes = try await answer.collect(upTo: Self.byteCountMax) else {
            throw malformed("with more than \(Self.byteCountMax) bytes")
        }
        let json = try? JSON(parsing: bytes, limits: Self.limits)
        return Reply(
            status: answer.status, bytes: bytes, json: json?.objectValue == nil ? nil : json)
    }

    /// - Returns: `nil` when there is no such thing.
    func object(
        _ path: String, _ query: [(name: String, value: String)], body: JSON? = nil
    ) async throws -> JSON? {
        let reply = try await reply(
            body == nil ? "GET" : "POST", path, query: query, body: body)
        if !reply.isDone, reply.isMissing { return nil }
        guard reply.isDone else {
            let why = reply.json?["message"]?.stringValue.map { ": \($0.prefix(300))" } ?? ""
            throw Failure.fault(
                "provider_unreachable",
                "the MLflow server \(server.address) answered with status \(reply.status)\(why)")
        }
        guard let json = reply.json else { throw malformed("with no JSON object") }
        return json
    }

    /// - Throws: What a client is told of an answer that does not read.
    func json(of reply: Reply) throws -> JSON {
        guard let json = reply.json else { throw malformed("with no JSON object") }
        return json
    }

    func malformed(_ how: String) -> Failure {
        .fault(
            "bad_provider",
            "the MLflow server \(server.address) answers as no MLflow server does: \(how)")
    }

    var notLetIn: Failure {
        .fault(
            "bad_provider",
            "the MLflow server \(server.address) does not let this server in; whoever runs it names "
                + "its token or password")
    }
}

extension MLflowUpstream: ModelUpstream {
    var address: String { server.address }

    func model(_ name: String) async throws -> UpstreamModel? {
        guard let json = try await object(Self.api + "registered-models/get", [("name", name)])
        else { return nil }
        guard let model = json["registered_model"] else {
            throw malformed("no registered model where one was asked for")
        }
        return UpstreamModel(
            description: model["description"]?.stringValue ?? "",
            tags: UpstreamWire.pairs(model["tags"]))
    }

    func location(of version: UpstreamVersion) async throws -> String {
        let json = try await object(
            Self.api + "model-versions/get-download-uri",
            [("name", version.new.name), ("version", "\(version.number)")])
        guard let uri = json?["artifact_uri"]?.stringValue, uri.utf8.count <= 2_000 else {
            throw malformed("no place of a version's files")
        }
        guard uri.hasPrefix("runs:/"), case .run(let id, let path)? = try? ModelSource(uri) else {
            return uri
        }
        guard let run = try await run(id) else { return uri }
        return path.isEmpty ? run.info.artifactURI : "\(run.info.artifactURI)/\(path)"
    }

    func run(_ id: String) async throws -> Run? {
        guard let json = try await object(Self.api + "runs/get", [("run_id", id)]) else {
            return nil
        }
        guard let run = json["run"].flatMap(UpstreamWire.run) else {
            throw malformed("no run where one was asked for")
        }
        return run
    }

    func entries(in folder: ArtifactPath) async throws -> [UpstreamEntry] {
        let path = "/api/2.0/mlflow-artifacts/artifacts"
        guard let json = try await object(path, [("path", folder.text)]) else { return [] }
        return try (json["files"]?.arrayValue ?? []).map { file in
            guard let name = file["path"]?.stringValue, let path = try? ArtifactPath(name),
                path.parts.count == 1
            else { throw malformed("a file without a plain name") }
            return UpstreamEntry(name: path, isFolder: file["is_dir"] == true)
        }
    }

    func bytes(of file: ArtifactPath) -> ByteSource {
        let steps = file.parts.map { PercentEncoding.encode($0) }.joined(separator: "/")
        return ByteSource { consume in
            let answer = try await server.send(
                UpstreamRequest("GET", "/api/2.0/mlflow-artifacts/artifacts/\(steps)"))
            guard answer.status == 200 else {
                throw Failure.fault(
                    "provider_unreachable",
                    "the MLflow server \(server.address) answered with status \(answer.status) for "
                        + "`\(file.text)`")
            }
            try await answer.body { piece in try piece.withUnsafeBytes(consume) }
        }
    }
}
