package import Governance
import Tracking

/// Forgets a file that this server keeps, or a folder of them.
package struct RemoveRunFiles: Operation {
    package let path: String
    package let by: Actor

    package static let permission = Permission.logRuns
    package var object: OperationObject { .visible }

    package init(path: String, by: Actor) {
        self.path = path
        self.by = by
    }

    package func run(on platform: Platform) async throws {
        let (asked, reach) = (path, by.reach)
        let path = try Failure.tracking { () throws(TrackingError) in try ArtifactPath(asked) }
        try await platform.tracked().writing { session throws(TrackingError) in
            try session.remove(path, within: reach)
        }
    }
}
