package import Governance
import Tracking
import Transparency

/// Opens a file of a run.
package struct OpenRunFile: Operation {
    package let holder: FileHolder
    package let path: String
    package let by: Actor

    package static let permission = Permission.readRuns
    package var object: OperationObject { .visible }

    package init(holder: FileHolder, path: String, by: Actor) {
        self.holder = holder
        self.path = path
        self.by = by
    }

    package enum Opened: Sendable {
        case blob(BlobFile)
        case bytes([UInt8])
    }

    package func run(on platform: Platform) async throws -> Opened {
        let tracked = try platform.tracked()
        let (asked, reach) = (path, by.reach)
        let path = try Failure.tracking { () throws(TrackingError) in try ArtifactPath(asked) }
        let place = try await tracked.place(of: path, holder, within: reach).place
        return try await Self.open(place, on: platform, within: reach)
    }

    static func open(
        _ place: FilePlace, on platform: Platform, within reach: TrackingReach
    ) async throws -> Opened {
        let tracked = try platform.tracked()
        switch place {
        case .folder(let folder): return .bytes(try folder.bytes())
        case .kept(let path):
            let found = try await tracked.reading { session throws(TrackingError) in
                try session.artifact(at: path, within: reach)
            }
            try await refuseRecalled(path, on: platform, tracked)
            guard let digest = found.digest.flatMap({ Digest($0) }) else {
                throw Failure.fault("damaged_tracking", "a file's digest does not read")
            }
            return .blob(try platform.blobs.open(digest))
        }
    }

    /// INVARIANT: the files of a version whose bytes were taken back are given to nobody, by whatever
    /// name they are asked for.
    private static func refuseRecalled(
        _ path: ArtifactPath, on platform: Platform, _ tracked: TrackingStore
    ) async throws {
        var places: [String] = []
        var folder = path.folder
        while !folder.isRoot {
            places.append("\(ArtifactRoot.proxyScheme)/\(folder.text)")
            folder = folder.folder
        }
        let locations = places
        let versions = try await tracked.reading { session throws(TrackingError) in
            try session.modelVersions(at: locations)
        }
        for version in versions { try await version.refuseRecalled(on: platform) }
    }
}
