package import Governance
import Tracking

/// Deletes a data set with its records.
package struct DeleteEvaluationDataset: Operation {
    package let id: String
    package let by: Actor

    package static let permission = Permission.logRuns
    package var object: OperationObject { .visible }

    package init(id: String, by: Actor) {
        self.id = id
        self.by = by
    }

    package func run(on platform: Platform) async throws {
        let (id, reach) = (id, by.reach)
        try await platform.tracked().writing { session throws(TrackingError) in
            try session.delete(dataset: id, within: reach)
        }
    }
}
