package import Governance
import Ledger
import Transparency

/// The signed files of a release, for people to take away: its statement and a bundle for each part.
package struct ReleaseFiles: Operation {
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

    package struct File: Sendable, Equatable {
        package let name: String
        package let text: String

        package init(name: String, text: String) {
            self.name = name
            self.text = text
        }
    }

    package func run(on platform: Platform) async throws -> [File] {
        let (subject, registered) = try await platform.store.version(version)
        let recalls = try await platform.store.recalls(of: registered, in: subject.workspace)
        if let recall = recalls.last {
            throw Failure.recalled(version, recall)
        }
        let rows = try await platform.store.rows(
            .releases, where: ["version": version.description, "to": to], limit: 1)
        guard let release = rows.first.flatMap({ SignedRelease($0, isNew: false) }) else {
            throw Failure.fault(
                "not_released", "`\(version.short)` was never released to `\(to)`")
        }
        let artifacts = try await platform.store.artifacts(of: version)
        var files = [
            try platform.blobs.file("release.intoto.dsse.json", release.statement)
        ]
        var count: [String: Int] = [:]
        for (artifact, bundle) in zip(artifacts, release.bundles) {
            let role = artifact.part.role.rawValue
            count[role, default: 0] += 1
            let suffix = count[role] == 1 ? "" : "-\(count[role] ?? 0)"
            files.append(try platform.blobs.file("\(role)\(suffix).sigstore.json", bundle))
        }
        return files
    }
}

extension Failure {
    /// Of a version that is asked for, and was taken back.
    package static func recalled(_ version: VersionName, _ recall: Recall) -> Failure {
        .refused(
            "recalled",
            "`\(version.short)` was recalled on \(recall.at.day): \(recall.because); "
                + "incident `\(recall.incident)`")
    }
}

extension BlobFolder {
    fileprivate func file(_ name: String, _ digest: Digest) throws(Failure) -> ReleaseFiles.File {
        ReleaseFiles.File(name: name, text: String(decoding: try get(digest), as: UTF8.self))
    }
}
