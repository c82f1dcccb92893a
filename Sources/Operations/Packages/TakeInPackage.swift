package import Governance
import Ledger
package import SupplyChain
package import Transparency

/// Takes in one file of a package: its bytes and what it says of itself, as a version of the project.
///
/// A file is a version, so that what was allowed stays allowed when another file of the same release
/// comes; see decision 36.
package struct TakeInPackage: Operation {
    package let name: DistributionFileName
    package let source: ByteSource
    /// Where the bytes come from; `nil` when somebody hands them in.
    package let origin: Origin?
    package let workspace: Workspace
    package let by: Actor

    /// What an index says of a file.
    package struct Origin: Sendable, Hashable {
        /// The file's address.
        package let url: String
        package let digest: Digest
        package let publishedAt: Instant?

        package init(url: String, digest: Digest, publishedAt: Instant?) {
            self.url = url
            self.digest = digest
            self.publishedAt = publishedAt
        }
    }

    package static let permission = Permission.registerVersion
    package var object: OperationObject { .visible }

    package init(
        name: DistributionFileName, source: ByteSource, origin: Origin? = nil,
        workspace: Workspace, by: Actor
    ) {
        self.name = name
        self.source = source
        self.origin = origin
        self.workspace = workspace
        self.by = by
    }

    package struct TakenIn: Sendable {
        package let file: PackageFile
        /// The scan's, in a word.
        package let outcome: String
        package let isNew: Bool
    }

    package func run(on platform: Platform) async throws -> TakenIn {
        guard by.workspaces(for: Self.permission).contains(workspace) else {
            throw Failure.notAllowed(Self.permission)
        }
        let (digest, byteCount) = try await received(on: platform)
        let file = try DistributionFile(name, at: platform.blobs.file(digest))
        let metadata = try platform.blobs.put(file.metadata)
        let contents = IntakeDescription(files: [
            .init(path: name.text, byteCount: byteCount, digest: digest),
            .init(
                path: name.text + DistributionFileName.metadataSuffix,
                byteCount: file.metadata.count, digest: metadata),
        ])
        let facts = try PackageFile.facts(
            of: file, digest: digest, byteCount: byteCount, metadata: metadata,
            publishedAt: origin?.publishedAt)
        try await platform.keep(
            contents.files.map { ($0.digest, $0.byteCount) }, in: workspace, by: by)
        return try await taken(contents, facts, on: platform)
    }

    private func taken(
        _ contents: IntakeDescription, _ facts: JSON, on platform: Platform
    ) async throws -> TakenIn {
        let project = name.project.text
        let subject = try await IntakeSubject(
            kind: .package, project: project, workspace: workspace
        ).name(on: platform)
        let taken = try await platform.perform(
            TakeIn(
                offer: IntakeOffer(
                    source: .packages, project: project, revision: name.release, ref: name.text,
                    upstream: origin?.url, facts: facts),
                subject: subject, parts: [part(contents.manifest)], contents: contents,
                workspace: workspace, by: by))
        guard let file = PackageFile(taken.intake) else {
            throw Failure.fault("unexpected", "the intake of `\(name)` does not read")
        }
        return TakenIn(
            file: file, outcome: taken.scan["outcome"]?.stringValue ?? "unreadable",
            isNew: taken.isNew)
    }

    /// INVARIANT: what comes from an index has the digest that the index said before.
    private func received(on platform: Platform) async throws -> (Digest, Int) {
        let now = platform.now()
        guard let origin else {
            let received = try await platform.uploads.receive(
                unnamed: Hex.encode(platform.random(16)), by: by.uploader, source, at: now)
            return (received.digest, received.byteCount)
        }
        let received = try await platform.uploads.receive(
            origin.digest, by: by.uploader, from: .whole, source, at: now)
        return (origin.digest, received.byteCount)
    }

    private func part(_ manifest: FolderManifest) -> HashedPart {
        HashedPart(
            role: SubjectKind.package.mainRole, name: name.text, path: name.text, isFolder: true,
            digest: manifest.digest, byteCount: manifest.byteCount,
            fileCount: manifest.entries.count, manifest: manifest)
    }
}
