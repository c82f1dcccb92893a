package import Governance
package import Tracking

/// Logs which datasets and models a run used.
package struct LogInputs: Operation {
    package let run: String
    package let datasets: [DatasetInput]
    package let models: [String]
    package let by: Actor

    package static let permission = Permission.logRuns
    package var object: OperationObject { .visible }

    package init(run: String, datasets: [DatasetInput], models: [String], by: Actor) {
        self.run = run
        self.datasets = datasets
        self.models = models
        self.by = by
    }

    package func run(on platform: Platform) async throws {
        let (id, datasets, models, reach) = (run, datasets, models, by.reach)
        try await platform.tracked().writing { session throws(TrackingError) in
            try session.logInputs(datasets, models: models, to: id, within: reach)
        }
    }
}
