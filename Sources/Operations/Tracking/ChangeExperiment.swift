package import Governance
package import Tracking
import Transparency

/// Renames an experiment, puts it away or takes it back, or changes a tag of it.
package struct ChangeExperiment: Operation {
    package let experiment: String
    package let change: ExperimentChange
    package let by: Actor

    package static let permission = Permission.logRuns
    package var object: OperationObject { .visible }

    package init(experiment: String, change: ExperimentChange, by: Actor) {
        self.experiment = experiment
        self.change = change
        self.by = by
    }

    package func run(on platform: Platform) async throws {
        let (id, change, reach) = (experiment, change, by.reach)
        let now = platform.now().milliseconds
        try await platform.tracked().writing { session throws(TrackingError) in
            try session.change(experiment: id, change, at: now, within: reach)
        }
    }
}
