package import Governance
package import Tracking
import Transparency

/// Finds the experiment that another tracking server's is here, by its name; begins it when there is
/// none.
package struct ImportExperiment: Operation {
    package let name: String
    package let tags: [TrackedPair]
    package let workspace: Workspace
    package let by: Actor

    package static let permission = Permission.logRuns
    package var object: OperationObject { .visible }

    package init(_ name: String, tags: [TrackedPair], in workspace: Workspace, by: Actor) {
        self.name = name
        self.tags = tags
        self.workspace = workspace
        self.by = by
    }

    /// - Returns: The experiment, and whether it was not there.
    package func run(on platform: Platform) async throws -> (experiment: Experiment, isNew: Bool) {
        let tracked = try platform.tracked()
        let (name, tags, workspace, reach) = (name, tags, workspace, by.reach)
        let now = platform.now().milliseconds
        return try await tracked.writing { session throws(TrackingError) in
            if let known = try session.experiment(named: name, in: workspace) {
                return (known, false)
            }
            let id = try session.createExperiment(
                name, in: workspace, location: nil, tags: tags, at: now, within: reach)
            return (try session.experiment("\(id)", within: reach), true)
        }
    }
}
