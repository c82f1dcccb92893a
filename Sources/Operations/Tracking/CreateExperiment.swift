package import Governance
package import Tracking
import Transparency

/// Begins an experiment in a workspace.
package struct CreateExperiment: Operation {
    package let name: String
    package let workspace: Workspace
    /// Where its files are; `nil` for the server's own place.
    package let location: String?
    package let tags: [TrackedPair]
    package let by: Actor

    package static let permission = Permission.logRuns
    package var object: OperationObject { .visible }

    package init(
        name: String, workspace: Workspace, location: String?, tags: [TrackedPair], by: Actor
    ) {
        self.name = name
        self.workspace = workspace
        self.location = location
        self.tags = tags
        self.by = by
    }

    /// - Returns: Its number.
    package func run(on platform: Platform) async throws -> Int64 {
        let now = platform.now().milliseconds
        return try await platform.tracked().writing { session throws(TrackingError) in
            try session.createExperiment(
                name, in: workspace, location: location, tags: tags, at: now, within: by.reach)
        }
    }
}
