package import Governance
package import Tracking
import Transparency

/// Keeps a new version of a scorer of an experiment.
package struct RegisterScorer: Operation {
    package let name: String
    package let content: String
    package let experiment: String
    package let by: Actor

    package static let permission = Permission.logRuns
    package var object: OperationObject { .visible }

    package init(name: String, content: String, experiment: String, by: Actor) {
        self.name = name
        self.content = content
        self.experiment = experiment
        self.by = by
    }

    package func run(on platform: Platform) async throws -> Scorer {
        let (name, content, experiment, reach) = (name, content, experiment, by.reach)
        let (id, now) = (Hex.encode(platform.random(16)), platform.now().milliseconds)
        return try await platform.tracked().writing { session throws(TrackingError) in
            try session.register(
                scorer: name, content, orCalled: id, inExperiment: experiment, at: now,
                within: reach)
        }
    }
}
