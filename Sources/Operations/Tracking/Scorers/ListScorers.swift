package import Governance
package import Tracking

/// Lists the newest version of each scorer of experiments.
package struct ListScorers: Operation {
    package let experiments: [String]
    package let by: Actor

    package static let permission = Permission.readRuns
    package var object: OperationObject { .visible }

    package init(experiments: [String], by: Actor) {
        self.experiments = experiments
        self.by = by
    }

    package func run(on platform: Platform) async throws -> [Scorer] {
        let (experiments, reach) = (experiments, by.reach)
        return try await platform.tracked().searching { session throws(TrackingError) in
            // Who asks for one is told when it is not there.
            if experiments.count == 1 {
                return try session.scorers(ofExperiment: experiments[0], within: reach)
            }
            return try session.scorers(ofExperiments: experiments, within: reach)
        }
    }
}
