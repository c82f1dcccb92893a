package import Governance
import Ledger
package import Transparency

/// The dossier of one version, with its artifacts, its decisions and its releases.
package struct ShowVersion: Operation {
    package let version: VersionName
    package let to: String
    package let by: Actor

    package static let permission = Permission.readInventory
    package var object: OperationObject { .subject(version.subject) }

    package init(version: VersionName, to: String, by: Actor) {
        self.version = version
        self.to = to
        self.by = by
    }

    package struct Shown: Sendable {
        package let dossier: Dossier
        package let artifacts: [Artifact]
        package let releases: [SignedRelease]
        /// Newest first: id, environment and verdict.
        package let decisions: [JSON]
        package let people: People

        package init(
            dossier: Dossier, artifacts: [Artifact], releases: [SignedRelease],
            decisions: [JSON], people: People
        ) {
            self.dossier = dossier
            self.artifacts = artifacts
            self.releases = releases
            self.decisions = decisions
            self.people = people
        }
    }

    package func run(on platform: Platform) async throws -> Shown {
        let store = platform.store
        let dossier = try await store.dossier(
            of: version, to: to, on: platform, at: platform.now())
        let releases = try await store.rows(
            .releases, where: ["version": version.description], limit: 100)
        let decisions = try await store.rows(
            .decisions, where: ["version": version.description], limit: 20)
        return Shown(
            dossier: dossier, artifacts: try await platform.store.artifacts(of: version),
            releases: releases.compactMap { SignedRelease($0, isNew: false) },
            decisions: decisions.map(\.document),
            people: try await People(on: platform, ids: dossier.people))
    }
}

/// Where the parts of a version were registered from.
package struct VersionSources: Operation {
    package let version: VersionName

    package let by: Actor

    package static let permission = Permission.readInventory
    package var object: OperationObject { .subject(version.subject) }

    package init(version: VersionName, by: Actor) {
        self.version = version
        self.by = by
    }

    package func run(on platform: Platform) async throws -> [Artifact] {
        _ = try await platform.store.version(version)
        return try await platform.store.artifacts(of: version)
    }
}
