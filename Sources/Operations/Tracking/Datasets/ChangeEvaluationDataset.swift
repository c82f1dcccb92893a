package import Governance
package import Tracking
import Transparency

/// Changes the tags of a data set, or which experiments it belongs to.
package struct ChangeEvaluationDataset: Operation {
    package let id: String
    package let change: DatasetChange
    package let by: Actor

    package static let permission = Permission.logRuns
    package var object: OperationObject { .visible }

    package init(id: String, change: DatasetChange, by: Actor) {
        self.id = id
        self.change = change
        self.by = by
    }

    package func run(on platform: Platform) async throws -> EvaluationDataset {
        let (id, change, reach) = (id, change, by.reach)
        let now = platform.now().milliseconds
        return try await platform.tracked().writing { session throws(TrackingError) in
            try session.change(dataset: id, change, at: now, within: reach)
        }
    }
}
