package import Governance
package import Tracking

/// Lists which datasets the runs of experiments used.
package struct SearchDatasets: Operation {
    package let experiments: [String]
    package let by: Actor

    package static let permission = Permission.readRuns
    package var object: OperationObject { .visible }

    package init(experiments: [String], by: Actor) {
        self.experiments = experiments
        self.by = by
    }

    package func run(on platform: Platform) async throws -> [DatasetSummary] {
        let (ids, reach) = (experiments, by.reach)
        return try await platform.tracked().searching { session throws(TrackingError) in
            try session.datasetSummaries(ofExperiments: ids, within: reach)
        }
    }
}
