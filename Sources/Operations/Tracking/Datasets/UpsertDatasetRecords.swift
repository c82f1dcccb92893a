package import Governance
package import Tracking
import Transparency

/// Adds records to a data set, or adds to those with the same inputs.
package struct UpsertDatasetRecords: Operation {
    package let records: [SaidRecord]
    package let dataset: String
    package let by: Actor

    package static let permission = Permission.logRuns
    package var object: OperationObject { .visible }

    package init(records: [SaidRecord], dataset: String, by: Actor) {
        self.records = records
        self.dataset = dataset
        self.by = by
    }

    package func run(on platform: Platform) async throws -> UpsertedRecords {
        let (records, dataset, reach) = (records, dataset, by.reach)
        let now = platform.now().milliseconds
        return try await platform.tracked().writing { session throws(TrackingError) in
            try session.upsert(records, toDataset: dataset, at: now, within: reach)
        }
    }
}
