import API
import Governance
import HTTPTypes
import NIOCore
import Operations
import Transparency

/// Bytes by their digest, in and out, without ever holding all of them.
struct ArtifactRoutes {
    let platform: Platform

    var routes: [Route] {
        [
            route(ArtifactEndpoints.read, .get, .readArtifact, read),
            route(ArtifactEndpoints.find, .head, .readArtifact, find),
            route(ArtifactEndpoints.put, .put, .writeArtifact) { request in
                try await receive(request, from: .whole)
            },
            route(ArtifactEndpoints.append, .patch, .writeArtifact) { request in
                try await receive(request, from: try Self.start(request))
            },
        ]
    }

    private func route(
        _ endpoint: Endpoint, _ method: HTTPRequest.Method, _ permission: Permission,
        _ handle: @escaping Route.Handle
    ) -> Route {
        Route(
            method, endpoint.path, access: .permission(permission),
            bodyByteCountMax: platform.uploads.limits.byteCountMax, endpoint: endpoint,
            handle: handle)
    }

    private func read(_ request: ServerRequest) async throws -> ServerResponse {
        let asked = try request.asked()
        let file = try await platform.perform(
            OpenArtifact(digest: try asked.digest(), within: try asked.folder(), by: asked.actor))
        return try request.sending(file, named: file.digest.hex)
    }

    private func find(_ request: ServerRequest) async throws -> ServerResponse {
        let asked = try request.asked()
        let digest = try asked.digest()
        let found = try await platform.perform(
            FindArtifact(digest: digest, within: try asked.folder(), by: asked.actor))
        switch found {
        case .there(let count):
            var headers = ServedFile.headers(named: digest.hex, digest)
            headers[.contentLength] = "\(count)"
            return ServerResponse(.ok, headers: headers)
        case .uploaded(let count):
            return ServerResponse(.ok, headers: Self.progress(count, isWhole: true))
        case .unfinished(let count):
            return ServerResponse(.noContent, headers: Self.progress(count, isWhole: false))
        }
    }

    private func receive(
        _ request: ServerRequest, from start: UploadStart
    ) async throws -> ServerResponse {
        let asked = try request.asked()
        let digest = try asked.digest()
        let source = ByteSource(statedByteCount: request.body.statedByteCount) { consume in
            try await request.body.forEach { try $0.withUnsafeReadableBytes(consume) }
        }
        let uploaded = try await platform.perform(
            UploadArtifact(
                digest: digest, workspace: try asked.workspace(), start: start, source: source,
                by: asked.actor))
        let headers = Self.progress(uploaded.byteCount, isWhole: uploaded.isWhole)
        guard uploaded.isWhole else { return ServerResponse(.noContent, headers: headers) }
        return .json(ArtifactEndpoints.json(digest, uploaded), status: 201, headers: headers)
    }
}

// What the headers say.
extension ArtifactRoutes {
    private static let uploadOffset = SecurityHeaders.name("Upload-Offset")
    private static let uploadComplete = SecurityHeaders.name("Upload-Complete")

    private static func start(_ request: ServerRequest) throws -> UploadStart {
        guard let text = request.headers[uploadOffset],
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let offset = Int(text)
        else {
            throw ProblemError(
                Problem(400, "bad_request", "say as `Upload-Offset` how many bytes the server has"))
        }
        return .at(offset, isLast: request.headers[uploadComplete] == "?1")
    }

    private static func progress(_ count: Int, isWhole: Bool) -> HTTPFields {
        [uploadOffset: "\(count)", uploadComplete: isWhole ? "?1" : "?0"]
    }
}

extension ServerRequest {
    fileprivate func asked() throws(Failure) -> APIRequest {
        APIRequest(parameters: parameters, query: query, actor: try actor())
    }
}
