package import Governance
import Ledger
package import Transparency

/// The dossier of one version, with its artifacts, its decisions and its releases.
package struct ShowVersion: Sendable {
    package let version: VersionName
    package let to: String

    package init(version: VersionName, to: String) {
        self.version = version
        self.to = to
    }

    package struct Shown: Sendable {
        package let dossier: Dossier
        package let artifacts: [Artifact]
        package let releases: [SignedRelease]
        /// Newest first: id, environment and verdict.
        package let decisions: [JSON]
    }

    package func run(on platform: Platform) async throws -> Shown {
        let dossier = try await platform.dossier(
            of: version, to: to, on: platform, at: platform.now())
        let mine = [("version", version.description)]
        let releases = try await platform.rows(
            RowQuery(
                table: ReadModel.releases.rawValue, matching: mine, limit: 100, newestFirst: true))
        let decisions = try await platform.rows(
            RowQuery(
                table: ReadModel.decisions.rawValue, matching: mine, limit: 20, newestFirst: true))
        return Shown(
            dossier: dossier, artifacts: try await platform.artifacts(of: version),
            releases: releases.compactMap { SignedRelease($0, isNew: false) },
            decisions: decisions.map(\.document))
    }
}

/// Where the parts of a version were registered from.
package struct VersionSources: Sendable {
    package let version: VersionName

    package init(version: VersionName) { self.version = version }

    package func run(on platform: Platform) async throws -> [Artifact] {
        _ = try await platform.version(version)
        return try await platform.artifacts(of: version)
    }
}
