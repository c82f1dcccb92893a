import API
import Governance
import HTTPServer
import HTTPTypes
import Operations
import Transparency

// The files themselves.
extension HubRoutes {
    var fileRoutes: [Route] {
        repository(.get, "/", "/resolve/{revision}/{path...}", .readArtifact, resolve)
    }

    private func resolve(_ request: ServerRequest) async throws -> ServerResponse {
        let intake = try await admitted(request)
        let path = request.parameters["path"] ?? ""
        guard
            let file = try platform.blobs.contents(of: intake).files.first(where: {
                $0.path == path
            })
        else {
            throw ProblemError(
                HubProblem.unknownEntry(path, of: intake.project),
                headers: [HubHeader.repositoryCommit: intake.revision])
        }
        var headers: HTTPFields = [HubHeader.repositoryCommit: intake.revision]
        if file.isLarge {
            headers[HubHeader.linkedTag] = "\"\(file.tag)\""
            headers[HubHeader.linkedByteCount] = "\(file.byteCount)"
        }
        let name = path.split(separator: "/").last.map(String.init) ?? "file"
        return try request.sending(
            platform.blobs.open(file.digest), named: name, tag: file.tag, more: headers)
    }
}

extension ProblemError {
    fileprivate init(_ failure: Failure, headers: HTTPFields) {
        self.init(.init(failure), headers: headers)
    }
}
