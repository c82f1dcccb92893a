package import Governance
package import Tracking

/// Lists the files of a run, or of a folder of it.
package struct ListRunFiles: Operation {
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

    package struct Listing: Sendable {
        /// Where all of the holder's files are.
        package let address: String
        package let entries: [ArtifactEntry]
    }

    package func run(on platform: Platform) async throws -> Listing {
        let tracked = try platform.tracked()
        let (asked, reach) = (path, by.reach)
        let path = try Failure.tracking { () throws(TrackingError) in try ArtifactPath(asked) }
        let (address, place) = try await tracked.place(of: path, holder, within: reach)
        switch place {
        case .folder(let folder):
            return Listing(address: address, entries: try folder.entries())
        case .kept(let path):
            let entries = try await tracked.searching { session throws(TrackingError) in
                try session.artifacts(in: path, within: reach)
            }
            return Listing(address: address, entries: entries)
        }
    }
}
