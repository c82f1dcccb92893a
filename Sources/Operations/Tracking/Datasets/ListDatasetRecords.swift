package import Governance
package import Tracking

/// Reads a page of the records of a data set.
package struct ListDatasetRecords: Operation {
    package let dataset: String
    package let page: RecordPage
    package let by: Actor

    package static let permission = Permission.readRuns
    package var object: OperationObject { .visible }

    package init(dataset: String, page: RecordPage, by: Actor) {
        self.dataset = dataset
        self.page = page
        self.by = by
    }

    package func run(
        on platform: Platform
    ) async throws -> (records: [DatasetRecord], next: RecordPlace?) {
        let (dataset, page, reach) = (dataset, page, by.reach)
        return try await platform.tracked().searching { session throws(TrackingError) in
            try session.records(ofDataset: dataset, page, within: reach)
        }
    }
}
