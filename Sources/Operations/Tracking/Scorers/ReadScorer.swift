package import Governance
package import Tracking

/// Reads a version of a scorer, the newest unless one is named.
package struct ReadScorer: Operation {
    package let name: String
    package let version: Int64?
    package let experiment: String
    package let by: Actor

    package static let permission = Permission.readRuns
    package var object: OperationObject { .visible }

    package init(name: String, version: Int64?, experiment: String, by: Actor) {
        self.name = name
        self.version = version
        self.experiment = experiment
        self.by = by
    }

    package func run(on platform: Platform) async throws -> Scorer {
        let (name, version, experiment, reach) = (name, version, experiment, by.reach)
        return try await platform.tracked().reading { session throws(TrackingError) in
            try session.scorer(name, version: version, ofExperiment: experiment, within: reach)
        }
    }
}
