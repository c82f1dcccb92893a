package import Governance
import Tracking

/// Reads which experiments a data set belongs to.
package struct ReadDatasetExperiments: Operation {
    package let id: String
    package let by: Actor

    package static let permission = Permission.readRuns
    package var object: OperationObject { .visible }

    package init(id: String, by: Actor) {
        self.id = id
        self.by = by
    }

    package func run(on platform: Platform) async throws -> [Int64] {
        let (id, reach) = (id, by.reach)
        return try await platform.tracked().reading { session throws(TrackingError) in
            try session.experiments(ofDataset: id, within: reach)
        }
    }
}
