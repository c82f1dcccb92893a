import Governance
import HTTPServer
import HTTPTypes
import NIOCore
import Operations
import Transparency

// Large files, before the commit that names them: Git LFS' batch API with its transfer `basic`.
extension HubRoutes {
    var largeFileRoutes: [Route] {
        repository(
            .post, "/", "/info/lfs/objects/batch", .registerVersion, bodyByteCountMax: 1 << 20,
            batch) + largeFileTransfers
    }

    private var largeFileTransfers: [Route] {
        [
            Route(
                .put, "/api/large-files/{upload}",
                access: .open(because: "the address itself is the proof, for an hour"),
                audience: .others(HubProblem.phrasing),
                bodyByteCountMax: platform.uploads.limits.byteCountMax, handle: put),
            route(.post, "/api/large-files/{upload}/verify", .registerVersion, verify),
        ]
    }

    private static let objectCountMax = 1_000

    private func batch(_ request: ServerRequest) async throws -> ServerResponse {
        let body = try await Self.object(request, upTo: 1 << 20)
        // Git's own clients and the hub's name the repository with its suffix.
        let named = request.project
        let project = named.hasSuffix(".git") ? String(named.dropLast(4)) : named
        try Failure.checkProject(project)
        guard body["operation"] == "upload" else {
            throw HubProblem.malformed("large files are downloaded at `/resolve/`")
        }
        let actor = try request.actor()
        let workspace = try await HubPlace(project: project, by: actor).workspace(on: platform)
        let asked = body["objects"]?.arrayValue ?? []
        guard asked.count <= Self.objectCountMax else {
            throw HubProblem.malformed("at most \(Self.objectCountMax) files are asked for at once")
        }
        var objects: [JSON] = []
        for object in asked {
            guard let oid = object["oid"]?.stringValue, let digest = Digest("sha256:" + oid),
                let size = object["size"]?.intValue, size >= 0
            else { throw HubProblem.malformed("a large file has its SHA-256 and its size") }
            var answer: [String: JSON] = [
                "authenticated": true, "oid": .string(oid), "size": JSON(size),
            ]
            let kept = try await platform.perform(
                FindHandedIn(digest: digest, workspace: workspace, by: actor))
            if kept != size {
                let name = try uploads.begin(
                    LargeFileUploads.Upload(
                        digest: digest, byteCount: size, workspace: workspace,
                        token: request.headers[.authorization],
                        until: request.now.adding(milliseconds: LargeFileUploads.lifeMilliseconds)),
                    named: Hex.encode(platform.random(24)), at: request.now)
                let address = "\(request.site)/api/large-files/\(name)"
                answer["actions"] = [
                    "upload": ["href": .string(address)],
                    "verify": ["href": .string(address + "/verify")],
                ]
            }
            objects.append(.object(answer))
        }
        return ServerResponse(
            200, type: "application/vnd.git-lfs+json",
            (["objects": .array(objects), "transfer": "basic"] as JSON).canonicalBytes)
    }

    /// Clients send the bytes without a token, so that the address stands for the one who asked for
    /// it, as long as they may.
    private func put(_ request: ServerRequest) async throws -> ServerResponse {
        let upload = try uploads.upload(request.parameters["upload"] ?? "", at: request.now)
        let caller: Caller?
        if let token = upload.token {
            caller = try await authenticator.caller(token: LargeFileUploads.secret(of: token))
        } else {
            caller = request.caller
        }
        guard let caller else { throw Failure.unauthenticated }
        let source = ByteSource(statedByteCount: request.body.statedByteCount) { consume in
            try await request.body.forEach { try $0.withUnsafeReadableBytes(consume) }
        }
        _ = try await platform.perform(
            UploadArtifact(
                digest: upload.digest, workspace: upload.workspace, source: source,
                by: .authenticated(caller, as: nil)))
        return ServerResponse(.ok)
    }

    private func verify(_ request: ServerRequest) async throws -> ServerResponse {
        let upload = try uploads.upload(request.parameters["upload"] ?? "", at: request.now)
        let kept = try await platform.perform(
            FindHandedIn(
                digest: upload.digest, workspace: upload.workspace, by: request.actor()))
        guard kept == upload.byteCount else {
            throw HubProblem.malformed("the large file did not arrive whole; send it again")
        }
        return .json([:])
    }
}
