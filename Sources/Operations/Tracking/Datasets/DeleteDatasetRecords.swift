package import Governance
import Tracking
import Transparency

/// Deletes records of a data set, by their ids.
package struct DeleteDatasetRecords: Operation {
    package let ids: [String]
    package let dataset: String
    package let by: Actor

    package static let permission = Permission.logRuns
    package var object: OperationObject { .visible }

    package init(ids: [String], dataset: String, by: Actor) {
        self.ids = ids
        self.dataset = dataset
        self.by = by
    }

    package func run(on platform: Platform) async throws -> Int {
        let (ids, dataset, reach) = (ids, dataset, by.reach)
        let now = platform.now().milliseconds
        return try await platform.tracked().writing { session throws(TrackingError) in
            try session.delete(records: ids, ofDataset: dataset, at: now, within: reach)
        }
    }
}
