package import Governance
import Tracking

/// Deletes a version of a scorer, or all of them.
package struct DeleteScorer: Operation {
    package let name: String
    package let version: Int64?
    package let experiment: String
    package let by: Actor

    package static let permission = Permission.logRuns
    package var object: OperationObject { .visible }

    package init(name: String, version: Int64?, experiment: String, by: Actor) {
        self.name = name
        self.version = version
        self.experiment = experiment
        self.by = by
    }

    package func run(on platform: Platform) async throws {
        let (name, version, experiment, reach) = (name, version, experiment, by.reach)
        try await platform.tracked().writing { session throws(TrackingError) in
            try session.delete(
                scorer: name, version: version, ofExperiment: experiment, within: reach)
        }
    }
}
