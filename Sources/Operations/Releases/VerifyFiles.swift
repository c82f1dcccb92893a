package import Governance
import Ledger
package import Transparency

/// Are these the released bytes? Compares a file or folder with what was signed.
package struct VerifyFiles: Sendable {
    package let path: String
    /// A version to compare with; `nil` finds the release these bytes are, or are nearest to.
    package let version: VersionName?

    package init(path: String, version: VersionName?) {
        self.path = path
        self.version = version
    }

    package struct Outcome: Sendable {
        package let isVerified: Bool
        package let differences: [FileDifference]
        package let release: SignedRelease
        package let role: PartRole
        /// The key the files' bundle verifies under.
        package let signer: String
    }

    package func run(
        on platform: Platform, progress: (@Sendable (Int) -> Void)? = nil
    ) async throws -> Outcome {
        let found = try await ArtifactHasher.hash(path, progress: progress)
        let candidates = try await candidates(for: found, on: platform)
        guard let nearest = candidates.max(by: { $0.likeness(found) < $1.likeness(found) }) else {
            throw Failure.fault(
                "no_release",
                "nothing that was released here is like `\(path)`; name one with `--release`")
        }
        let signed = try nearest.signedManifest(from: platform)
        let differences = found.manifest.differences(from: signed)
        return Outcome(
            isVerified: differences.isEmpty, differences: differences, release: nearest.release,
            role: nearest.artifact.part.role, signer: platform.keys.release.verifyingKey.keyID)
    }

    private func candidates(
        for found: HashedArtifact, on platform: Platform
    ) async throws -> [Candidate] {
        var queries: [RowQuery] = []
        if let version {
            _ = try await platform.version(version)
            queries = [
                RowQuery(
                    table: ReadModel.releases.rawValue,
                    matching: [("version", version.description)], limit: 100)
            ]
        } else {
            queries = [
                RowQuery(
                    table: ReadModel.releases.rawValue,
                    matching: [("digest", found.digest.description)], limit: 100),
                RowQuery(table: ReadModel.releases.rawValue, limit: 1000, newestFirst: true),
            ]
        }
        for query in queries {
            let candidates = try await candidates(of: query, for: found, on: platform)
            if !candidates.isEmpty { return candidates }
        }
        return []
    }

    private func candidates(
        of query: RowQuery, for found: HashedArtifact, on platform: Platform
    ) async throws -> [Candidate] {
        var candidates: [Candidate] = []
        for row in try await platform.rows(query) {
            guard let release = SignedRelease(row, isNew: false),
                let name = VersionName(release.version)
            else { continue }
            for (artifact, bundle) in zip(try await platform.artifacts(of: name), release.bundles) {
                let manifest = try artifact.manifest(in: platform.blobs)
                let candidate = Candidate(
                    release: release, artifact: artifact, bundle: bundle, manifest: manifest)
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
        let bytes = try platform.blobs.get(bundle)
        let files = try ModelSigningBundle(json: JSON(parsing: bytes))
            .verified(by: platform.keys.release.verifyingKey)
        let sizes = Dictionary(manifest.entries.map { ($0.path, $0.size) }) { $1 }
        return FolderManifest(
            files.map { .init(path: $0.path, digest: $0.digest, size: sizes[$0.path] ?? 0) })
    }
}
