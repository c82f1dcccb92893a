package import Governance
package import Tracking
import Transparency

/// Begins a data set for evaluations, without records.
package struct CreateEvaluationDataset: Operation {
    package let name: String
    package let workspace: Workspace
    package let tags: [TrackedPair]
    package let experiments: [String]
    package let by: Actor

    package static let permission = Permission.logRuns
    package var object: OperationObject { .visible }

    package init(
        name: String, workspace: Workspace, tags: [TrackedPair], experiments: [String], by: Actor
    ) {
        self.name = name
        self.workspace = workspace
        self.tags = tags
        self.experiments = experiments
        self.by = by
    }

    package func run(on platform: Platform) async throws -> EvaluationDataset {
        let (name, workspace, tags, reach) = (name, workspace, tags, by.reach)
        let (experiments, now) = (experiments, platform.now().milliseconds)
        let id = Hex.encode(platform.random(16))
        return try await platform.tracked().writing { session throws(TrackingError) in
            try session.createEvaluationDataset(
                name, orIn: workspace, called: id, tags: tags, experiments: experiments, at: now,
                within: reach)
        }
    }
}
