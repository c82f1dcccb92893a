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
        switch try await tracked.place(of: path, holder, within: reach).place {
        case .folder(let folder): return .bytes(try folder.bytes())
        case .kept(let path):
            let found = try await tracked.reading { session throws(TrackingError) in
                try session.artifact(at: path, within: reach)
            }
            guard let digest = found.digest.flatMap({ Digest($0) }) else {
                throw Failure.fault("damaged_tracking", "a file's digest does not read")
            }
            return .blob(try platform.blobs.open(digest))
        }
    }
}
