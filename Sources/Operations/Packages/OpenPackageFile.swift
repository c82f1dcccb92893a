package import Governance
import Ledger
package import SupplyChain
package import Transparency

/// Opens a file of a package, or what it says of itself, for an installer; whose file it is that
/// somebody takes is recorded before the first byte goes out.
package struct OpenPackageFile: Operation {
    package let name: DistributionFileName
    package let digest: Digest
    package let content: Content
    package let site: String?
    /// Where files come from that are not here yet.
    package let upstream: UpstreamPackages?
    package let by: Actor

    package enum Content: Sendable, Hashable {
        /// What it says of itself, which installers read to choose by.
        case metadata
        /// Whether it is there, and how large.
        case probe
        /// All of it, for this client.
        case file(Installation.Client)
    }

    package static let permission = Permission.readArtifact
    package var object: OperationObject { .visible }

    package init(
        name: DistributionFileName, digest: Digest, content: Content, site: String?,
        upstream: UpstreamPackages? = nil, by: Actor
    ) {
        self.name = name
        self.digest = digest
        self.content = content
        self.site = site
        self.upstream = upstream
        self.by = by
    }

    /// - Throws: A refusal when it may not be used; the same fault when there is no such file as when
    ///   the caller may not see it.
    package func run(on platform: Platform) async throws -> BlobFile {
        var file = try await file(on: platform)
        if file == nil, let upstream, let offered = try await offered(by: upstream) {
            if content == .metadata {
                return try await upstream.metadata(of: offered, on: platform)
            }
            try await upstream.takeIn(offered, on: platform)
            file = try await self.file(on: platform)
        }
        guard let file else { throw Self.unknown(name) }
        try await PackageAdmission(file: file, site: site, by: by).admit(on: platform)
        switch content {
        case .metadata: return try platform.blobs.open(file.metadata)
        case .probe: return try platform.blobs.open(file.digest)
        case .file(let client):
            let opened = try platform.blobs.open(file.digest)
            try await RecordInstallation(file: file, client: client, by: by).run(on: platform)
            return opened
        }
    }

    /// What is here already.
    private func file(on platform: Platform) async throws -> PackageFile? {
        try await platform.store.intakes(
            of: .packages, name.project.text, in: by.workspaces(for: Self.permission),
            ref: name.text
        ).lazy.compactMap { PackageFile($0) }.first { $0.digest == digest }
    }

    /// What would come into the standard workspace, for who may see that.
    private func offered(by upstream: UpstreamPackages) async throws -> IndexPage.File? {
        guard by.workspaces(for: Self.permission).contains(.standard) else { return nil }
        return try await upstream.file(name, digest)
    }

    static func unknown(_ name: DistributionFileName) -> Failure {
        .fault("unknown_package", "there is no file `\(name)` with these bytes")
    }
}
