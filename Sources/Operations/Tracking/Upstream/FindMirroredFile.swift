package import Governance
import Ledger
import Tracking
import Transparency

/// Finds out whether a file of another tracking server is one of a version that is registered here.
package struct FindMirroredFile: Operation {
    /// Where it is among the files that the other server gives out.
    package let path: String
    package let by: Actor

    package static let permission = Permission.readRuns
    package var object: OperationObject { .visible }

    package init(path: String, by: Actor) {
        self.path = path
        self.by = by
    }

    package enum Found: Sendable {
        /// No version's.
        case free
        /// What was looked at and judged, whatever the other server has there by now.
        case registered(BlobFile, VersionName)
        /// At a version's place, and came there after it was registered.
        case added(VersionName)
    }

    /// - Throws: A refusal when the version was recalled, by whatever name its files are asked for.
    package func run(on platform: Platform) async throws -> Found {
        let asked = path
        let path = try Failure.tracking { () throws(TrackingError) in try ArtifactPath(asked) }
        var places: [String] = []
        var folder = path
        while !folder.isRoot {
            places.append(Self.start + folder.text)
            folder = folder.folder
        }
        let locations = places
        let versions = try await platform.tracked().reading { session throws(TrackingError) in
            try session.modelVersions(at: locations)
        }
        for version in versions { try await version.refuseRecalled(on: platform) }
        var outside: VersionName?
        for version in versions.sorted(by: { $0.row > $1.row }) {
            guard let name = version.version.flatMap({ VersionName($0) }),
                let place = UpstreamFiles.place(
                    of: String(version.location.dropFirst(ModelVersion.upstreamPrefix.count)))
            else { continue }
            let below = path.parts.dropFirst(place.parts.count).joined(separator: "/")
            if let file = try await file(below, of: name, on: platform) {
                return .registered(file, name)
            }
            outside = outside ?? name
        }
        return outside.map(Found.added) ?? .free
    }

    private static let start = ModelVersion.upstreamPrefix + ArtifactRoot.proxyScheme + "/"

    private func file(
        _ path: String, of name: VersionName, on platform: Platform
    ) async throws -> BlobFile? {
        let (_, version) = try await platform.store.version(name)
        for part in version.composition.parts where part.role == .weights {
            let bytes = try platform.blobs.get(part.digest)
            guard let json = try? JSON(parsing: bytes), let manifest = FolderManifest(json: json)
            else {
                throw Failure.fault("damaged_blob", "the manifest `\(part.digest)` does not read")
            }
            if let entry = manifest.entries.first(where: { $0.path == path }) {
                return try platform.blobs.open(entry.digest)
            }
        }
        return nil
    }
}
