import Governance
package import SupplyChain
import Transparency

/// Another index, from which files are taken in when somebody asks for them.
package protocol PackageUpstream: Sendable {
    /// - Returns: `nil` when it has no such project.
    /// - Throws: A fault when it does not answer, or with something else.
    func page(of project: PackageName) async throws -> IndexPage?

    /// The bytes of a file, as they come; what they are is checked by whoever takes them.
    func bytes(of file: IndexPage.File, of project: PackageName) -> ByteSource

    /// What a file says of itself.
    ///
    /// - Throws: A fault also when it is more than `byteCountMax`.
    func metadata(
        of file: IndexPage.File, of project: PackageName, byteCountMax: Int
    ) async throws -> [UInt8]

    /// The address of a file, for the record of where it came from.
    func address(of file: IndexPage.File, of project: PackageName) -> String?
}

/// Takes files in from another index: each once, however many ask for it.
package actor UpstreamPackages {
    private let upstream: any PackageUpstream
    /// Who takes them in: whoever runs the server.
    private let by: Actor
    private var underway: [Digest: Task<Void, any Error>] = [:]

    private static let metadataByteCountMax = 4 << 20

    package init(_ upstream: any PackageUpstream, by: PrincipalClaim) {
        self.upstream = upstream
        self.by = .claimed(by)
    }

    /// What the other index offers; `nil` when it has no such project.
    func page(of project: PackageName) async throws -> IndexPage? {
        try await upstream.page(of: project)
    }

    /// The file with these bytes, if the other index offers it.
    func file(_ name: DistributionFileName, _ digest: Digest) async throws -> IndexPage.File? {
        try await upstream.page(of: name.project)?.files
            .first { $0.name == name && $0.digest == digest }
    }

    /// Takes a file into the standard workspace.
    func takeIn(_ file: IndexPage.File, on platform: Platform) async throws {
        if let known = underway[file.digest] { return try await known.value }
        let work = Task { [upstream, by] in
            let project = file.name.project
            _ = try await platform.perform(
                TakeInPackage(
                    name: file.name, source: upstream.bytes(of: file, of: project),
                    origin: .init(
                        url: upstream.address(of: file, of: project) ?? "", digest: file.digest,
                        publishedAt: file.publishedAt),
                    workspace: .standard, by: by))
        }
        underway[file.digest] = work
        defer { underway[file.digest] = nil }
        try await work.value
    }

    /// What a file says of itself, which tells installers what it needs; nobody has looked into the
    /// file for it.
    ///
    /// - Throws: A fault also when it is not what the index said it is.
    func metadata(of file: IndexPage.File, on platform: Platform) async throws -> BlobFile {
        guard let digest = file.metadata else { throw OpenPackageFile.unknown(file.name) }
        if !platform.blobs.contains(digest) {
            let bytes = try await upstream.metadata(
                of: file, of: file.name.project, byteCountMax: Self.metadataByteCountMax)
            guard Digest(of: bytes) == digest else {
                throw Failure.fault(
                    "bad_upstream", "the index gives other metadata of `\(file.name)` than it says")
            }
            try platform.blobs.put(bytes)
        }
        return try platform.blobs.open(digest)
    }
}
