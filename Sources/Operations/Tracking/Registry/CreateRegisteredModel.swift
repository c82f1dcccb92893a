package import Governance
package import Tracking
import Transparency

/// Begins a registered model: a name under which versions will be kept.
package struct CreateRegisteredModel: Operation {
    package let name: String
    package let workspace: Workspace
    package let modelDescription: String
    package let tags: [TrackedPair]
    package let by: Actor

    package static let permission = Permission.logRuns
    package var object: OperationObject { .visible }

    package init(
        name: String,
        workspace: Workspace,
        modelDescription: String,
        tags: [TrackedPair],
        by: Actor
    ) {
        self.name = name
        self.workspace = workspace
        self.modelDescription = modelDescription
        self.tags = tags
        self.by = by
    }

    package func run(on platform: Platform) async throws -> RegisteredModel {
        let (name, workspace, text, tags) = (name, workspace, modelDescription, tags)
        try SaidOfModel.check(tags)
        let (now, reach) = (platform.now().milliseconds, by.reach)
        return try await platform.tracked().writing(to: name) { session throws(TrackingError) in
            try session.createRegisteredModel(
                name, in: workspace, description: text, tags: tags, at: now, within: reach)
        }
    }
}
