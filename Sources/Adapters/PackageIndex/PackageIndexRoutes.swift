import Governance
package import HTTPServer
import HTTPTypes
import NIOCore
package import Operations
import SupplyChain
import Transparency

/// The ways in for installers of Python packages: an index under `/pypi/simple/`, and its files.
package struct PackageIndexRoutes {
    let platform: Platform
    /// Where files come from that are not here yet; `nil` when from nowhere.
    let upstream: UpstreamPackages?

    package init(platform: Platform, upstream: UpstreamPackages? = nil) {
        self.platform = platform
        self.upstream = upstream
    }

    package var routes: [Route] {
        [
            route("/pypi/simple", Self.withSlash), route("/pypi/simple/", list),
            route("/pypi/simple/{project}", Self.withSlash),
            route("/pypi/simple/{project}/", project),
            route(PackageIndexTranslation.files + "/{digest}/{file}", file),
            // What is not to be had says so in its address; once it is, the address is good.
            route(PackageIndexTranslation.blockedFiles + "/{reason}/{digest}/{file}", file),
        ]
    }

    private func route(_ path: String, _ handle: @escaping Route.Handle) -> Route {
        Route(
            .get, path, access: .permission(.readArtifact),
            audience: .others(PackageIndexProblem.phrasing), handle: handle)
    }

    @Sendable private static func withSlash(_ request: ServerRequest) -> ServerResponse {
        let path = request.path.split(separator: "/").map { PercentEncoding.encode(String($0)) }
        return .moved(to: "/" + path.joined(separator: "/") + "/")
    }

    @Sendable private func list(_ request: ServerRequest) async throws -> ServerResponse {
        let format = try request.simpleFormat()
        let names = try await platform.perform(ListPackages(by: try request.actor()))
        return .page(SimpleList(projects: names.map(\.text)), format)
    }

    @Sendable private func project(_ request: ServerRequest) async throws -> ServerResponse {
        let asked = request.parameters["project"] ?? ""
        guard let name = PackageName(asked) else { throw PackageIndexProblem.unknown(asked) }
        guard name.text == asked else { return .moved(to: "/pypi/simple/\(name)/") }
        let format = try request.simpleFormat()
        let files = try await platform.perform(
            ListPackageFiles(
                project: name, site: request.site, upstream: upstream, by: try request.actor()))
        guard let files else { throw PackageIndexProblem.unknown(asked) }
        return .page(PackageIndexTranslation.project(name, files), format)
    }

    @Sendable private func file(_ request: ServerRequest) async throws -> ServerResponse {
        guard let asked = AskedPackageFile(request.parameters) else {
            throw PackageIndexProblem.unknown(request.parameters["file"] ?? "")
        }
        let content: OpenPackageFile.Content =
            if asked.isMetadata {
                .metadata
            } else if request.method == .head {
                .probe
            } else {
                .file(request.installation)
            }
        let file = try await platform.perform(
            OpenPackageFile(
                name: asked.name, digest: asked.digest, content: content, site: request.site,
                upstream: upstream, by: try request.actor()))
        return try request.sending(file, named: asked.text)
    }
}

/// Which file an address names.
struct AskedPackageFile: Equatable {
    let text: String
    let name: DistributionFileName
    let digest: Digest
    /// What it says of itself is meant.
    let isMetadata: Bool

    /// - Returns: `nil` for what no address of this index is.
    init?(_ parameters: [String: String]) {
        guard let text = parameters["file"], let hex = parameters["digest"],
            let digest = Digest("sha256:\(hex)")
        else { return nil }
        let suffix = DistributionFileName.metadataSuffix
        isMetadata = text.hasSuffix(suffix)
        guard
            let name = DistributionFileName(isMetadata ? String(text.dropLast(suffix.count)) : text)
        else { return nil }
        self.text = text
        self.name = name
        self.digest = digest
    }
}

extension ServerRequest {
    fileprivate func simpleFormat() throws -> SimpleFormat {
        guard let format = SimpleFormat(accept: headers[.accept]) else {
            throw PackageIndexProblem.notAcceptable
        }
        return format
    }

    fileprivate var installation: Installation.Client {
        Installation.Client(
            installer: InstallerClient(userAgent: headers[.userAgent] ?? ""),
            address: remoteAddress)
    }
}

extension ServerResponse {
    fileprivate static func moved(to location: String) -> ServerResponse {
        ServerResponse(.movedPermanently, headers: [.location: location])
    }

    fileprivate static func page(_ page: some SimplePage, _ format: SimpleFormat) -> ServerResponse
    {
        let bytes = format == .json ? page.json.canonicalBytes : Array(page.html.utf8)
        return ServerResponse(
            200, type: format.mediaType, bytes,
            headers: [.vary: "Accept", .cacheControl: "private, no-cache"])
    }
}
