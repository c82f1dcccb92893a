package import Governance
package import Tracking

/// Finds data sets among those that the actor may see.
package struct SearchEvaluationDatasets: Operation {
    package let search: EvaluationDatasetSearch
    package let by: Actor

    package static let permission = Permission.readRuns
    package var object: OperationObject { .visible }

    package init(search: EvaluationDatasetSearch, by: Actor) {
        self.search = search
        self.by = by
    }

    package func run(on platform: Platform) async throws -> SearchPage<EvaluationDataset> {
        let (search, reach) = (search, by.reach)
        return try await platform.tracked().searching { session throws(TrackingError) in
            try session.evaluationDatasets(search, within: reach)
        }
    }
}
