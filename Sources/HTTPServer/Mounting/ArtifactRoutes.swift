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
        let headers = Self.headers(of: file.digest)
        if request.has(Self.tag(file.digest)) {
            return ServerResponse(.notModified, headers: headers)
        }
        switch request.range(of: file) {
        case nil: return Self.stream(file, 0..<file.byteCount, .ok, headers)
        case .outside:
            throw ProblemError(
                Problem(416, "outside", "the artifact has \(file.byteCount) bytes"),
                headers: [.contentRange: "bytes */\(file.byteCount)"])
        case .range(let range):
            var headers = headers
            headers[.contentRange] =
                "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(file.byteCount)"
            return Self.stream(file, range, .partialContent, headers)
        }
    }

    private static func stream(
        _ file: BlobFile, _ range: Range<Int>, _ status: HTTPResponse.Status,
        _ headers: HTTPFields
    ) -> ServerResponse {
        ServerResponse(
            status, headers: headers,
            body: .stream(byteCount: range.count) { write in
                try await file.forEachPiece(in: range) { try await write(ByteBuffer(bytes: $0)) }
            })
    }

    private func find(_ request: ServerRequest) async throws -> ServerResponse {
        let asked = try request.asked()
        let digest = try asked.digest()
        let found = try await platform.perform(
            FindArtifact(digest: digest, within: try asked.folder(), by: asked.actor))
        switch found {
        case .there(let count):
            var headers = Self.headers(of: digest)
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

    fileprivate static func tag(_ digest: Digest) -> String { "\"\(digest)\"" }

    /// INVARIANT: what somebody handed in is saved, never shown: a page in it could act for whoever
    /// looks at it.
    private static func headers(of digest: Digest) -> HTTPFields {
        [
            .eTag: tag(digest), .acceptRanges: "bytes", .cacheControl: "private, no-cache",
            .contentType: "application/octet-stream", .contentSecurityPolicy: "sandbox",
            .contentDisposition: "attachment; filename=\"\(digest.hex)\"",
            .xContentTypeOptions: "nosniff",
        ]
    }
}

extension ServerRequest {
    fileprivate func asked() throws(Failure) -> APIRequest {
        APIRequest(parameters: parameters, query: query, actor: try actor())
    }

    /// The range that is asked for, unless it is of bytes that the client has no longer.
    fileprivate func range(of file: BlobFile) -> ByteRange? {
        if let tag = headers[.ifRange], tag != ArtifactRoutes.tag(file.digest) { return nil }
        return ByteRange(headers[.range], of: file.byteCount)
    }
}
