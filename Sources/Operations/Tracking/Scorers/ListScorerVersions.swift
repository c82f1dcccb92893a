package import Governance
package import Tracking

/// Lists all versions of a scorer.
package struct ListScorerVersions: Operation {
    package let name: String
    package let experiment: String
    package let by: Actor

    package static let permission = Permission.readRuns
    package var object: OperationObject { .visible }

    package init(name: String, experiment: String, by: Actor) {
        self.name = name
        self.experiment = experiment
        self.by = by
    }

    package func run(on platform: Platform) async throws -> [Scorer] {
        let (name, experiment, reach) = (name, experiment, by.reach)
        return try await platform.tracked().searching { session throws(TrackingError) in
            try session.versions(ofScorer: name, ofExperiment: experiment, within: reach)
        }
    }
}
