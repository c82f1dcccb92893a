package import Governance
import Ledger
package import Transparency

/// Are these the released bytes? Compares a file or folder, once it is hashed, with what was signed.
package struct VerifyFiles: Operation {
    /// For messages.
    package let path: String
    package let found: HashedArtifact
    /// A version to compare with; `nil` finds the release these bytes are, or are nearest to.
    package let version: VersionName?

    package let by: Actor

    package static let permission = Permission.readInventory
    package var object: OperationObject { version.map { .subject($0.subject) } ?? .visible }

    package init(path: String, found: HashedArtifact, version: VersionName?, by: Actor) {
        self.path = path
        self.found = found
        self.by = by
        self.version = version
    }

    package struct Outcome: Sendable {
        package let isVerified: Bool
        package let differences: [FileDifference]
        package let release: SignedRelease
        package let role: PartRole
        /// The key the files' bundle verifies under.
        package let signer: String
        /// Why the release was taken back; such bytes are not verified.
        package let recall: Recall?

        package init(
            isVerified: Bool, differences: [FileDifference], release: SignedRelease,
            role: PartRole, signer: String, recall: Recall? = nil
        ) {
            self.isVerified = isVerified
            self.differences = differences
            self.release = release
            self.role = role
            self.signer = signer
            self.recall = recall
        }
    }

    package func run(on platform: Platform) async throws -> Outcome {
        let candidates = try await candidates(on: platform)
        guard let nearest = candidates.max(by: { $0.likeness(found) < $1.likeness(found) }) else {
            throw Failure.fault(
                "no_release",
                "nothing that was released here is like `\(path)`; name one with `--release`")
        }
        let signed = try nearest.signedManifest(from: platform)
        let differences = found.manifest.differences(from: signed)
        let recall = try await recall(of: nearest.release, on: platform)
        return Outcome(
            isVerified: differences.isEmpty && recall == nil, differences: differences,
            release: nearest.release, role: nearest.artifact.part.role,
            signer: platform.keys.release.verifyingKey.keyID, recall: recall)
    }

    private func recall(
        of release: SignedRelease, on platform: Platform
    ) async throws -> Recall? {
        guard let name = VersionName(release.version) else { return nil }
        let (subject, version) = try await platform.store.version(name)
        return try await platform.store.recalls(of: version, in: subject.workspace).last
    }

    private func candidates(on platform: Platform) async throws -> [Candidate] {
        let store = platform.store
        guard let version else {
            let visible = by.workspaces(for: Self.permission)
            var query = RowQuery(ReadModel.releases.rawValue, limit: 1000)
            let any = query
            query.matching = [.init("digest", found.digest.description)]
            query.limit = 100
            let exact = try await store.rows(query, in: visible).rows
            let rows = exact.isEmpty ? try await store.rows(any, in: visible).rows : exact
            return try await candidates(of: rows, on: platform)
        }
        _ = try await store.version(version)
        let rows = try await store.rows(
            .releases, where: ["version": version.description], limit: 100)
        guard !rows.isEmpty else {
            throw Failure.fault("not_released", "`\(version.short)` was never released")
        }
        return try await candidates(of: rows, on: platform)
    }

    private func candidates(
        of rows: [Row], on platform: Platform
    ) async throws -> [Candidate] {
        var candidates: [Candidate] = []
        for row in rows {
            guard let release = SignedRelease(row, isNew: false),
                let name = VersionName(release.version)
            else { continue }
            let artifacts = try await platform.store.artifacts(of: name)
            for (artifact, bundle) in zip(artifacts, release.bundles) {
                let candidate = Candidate(
                    release: release, artifact: artifact, bundle: bundle,
                    manifest: try artifact.manifest(in: platform.blobs))
                if candidate.likeness(found) > 0 { candidates.append(candidate) }
            }
        }
        return candidates
    }
}

/// A released part that files may be.
private struct Candidate {
    let release: SignedRelease
    let artifact: Artifact
    let bundle: Digest
    let manifest: FolderManifest

    /// How many files agree: a path counts one, its bytes two more, the folder's name tips a tie.
    func likeness(_ found: HashedArtifact) -> Int {
        guard found.isFolder == artifact.isFolder else { return 0 }
        if found.digest == artifact.part.digest { return .max }
        let known = Dictionary(manifest.entries.map { ($0.path, $0.digest) }) { $1 }
        let score = found.manifest.entries.reduce(0) { sum, entry in
            guard let digest = known[entry.path] else { return sum }
            return sum + (digest == entry.digest ? 6 : 2)
        }
        return score + (score > 0 && found.name == artifact.name ? 1 : 0)
    }

    /// The files as their bundle says, once its signature is checked.
    func signedManifest(from platform: Platform) throws -> FolderManifest {
        let key = platform.keys.release.verifyingKey
        let files: [(path: String, digest: Digest)]
        let bytes = try platform.blobs.get(bundle)
        do {
            files = try ModelSigningBundle(parsing: bytes).verified(by: key).files()
        } catch {
            throw Failure.fault("bad_bundle", "the bundle `\(bundle)` does not verify: \(error)")
        }
        let sizes = Dictionary(manifest.entries.map { ($0.path, $0.size) }) { $1 }
        return FolderManifest(
            files.map {
                let path = $0.path == ModelManifest.singleFileName ? artifact.name : $0.path
                return .init(path: path, digest: $0.digest, size: sizes[path] ?? 0)
            })
    }
}
