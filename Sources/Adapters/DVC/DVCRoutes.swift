import API
import Governance
package import HTTPServer
import HTTPTypes
import NIOCore
package import Operations
import SupplyChain
import Transparency

/// The ways in for `dvc push` and `dvc pull`: a remote over HTTP.
package struct DVCRoutes {
    private let platform: Platform

    package init(platform: Platform) { self.platform = platform }

    package var routes: [Route] {
        ["/dvc", "/dvc/{workspace}"].flatMap { remote in
            [
                route(.get, remote, .readArtifact, read),
                route(.post, remote, .writeArtifact, keep),
                route(.put, remote, .writeArtifact, keep),
            ]
        }
    }

    private func route(
        _ method: HTTPRequest.Method, _ remote: String, _ permission: Permission,
        _ handle: @escaping Route.Handle
    ) -> Route {
        Route(
            method, remote + "/files/md5/{folder}/{file}", access: .permission(permission),
            audience: .others(Self.phrasing),
            bodyByteCountMax: platform.uploads.limits.byteCountMax, handle: handle)
    }

    @Sendable private func read(_ request: ServerRequest) async throws -> ServerResponse {
        let digest = try Self.digest(request)
        let file = try await platform.perform(
            OpenPipelineFile(
                digest: digest, in: try Self.workspace(request), by: try request.actor()))
        return try request.sending(file, named: digest.description)
    }

    @Sendable private func keep(_ request: ServerRequest) async throws -> ServerResponse {
        let source = ByteSource(statedByteCount: request.body.statedByteCount) { consume in
            try await request.body.forEach { try $0.withUnsafeReadableBytes(consume) }
        }
        try await platform.perform(
            KeepPipelineFile(
                digest: try Self.digest(request), in: try Self.workspace(request), source: source,
                by: try request.actor()))
        return ServerResponse(.ok)
    }

    private static func digest(_ request: ServerRequest) throws -> DVCDigest {
        let (folder, file) = (request.parameters["folder"] ?? "", request.parameters["file"] ?? "")
        guard let digest = DVCDigest(folder: folder, file: file) else {
            throw Failure.fault("unknown_file", "a file's address ends in its MD5: `ab/cdef…`")
        }
        return digest
    }

    private static func workspace(_ request: ServerRequest) throws -> Workspace? {
        guard let name = request.parameters["workspace"] else { return nil }
        guard let workspace = Workspace(name) else {
            throw Failure.fault("unknown_file", "there is no workspace `\(name.prefix(100))`")
        }
        return workspace
    }

    /// DVC shows the status and its words; the body says the same.
    private static let phrasing = ProblemPhrasing(name: "dvc") { problem, _ in
        var response = ServerResponse(
            problem.status, type: "text/plain; charset=utf-8", Array((problem.detail + "\n").utf8))
        if problem.status == 401 { response.headers[.wwwAuthenticate] = "Basic realm=\"assay\"" }
        return response
    }
}
