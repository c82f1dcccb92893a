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
        try SaidOfModel.check(tags)
        let new = RegisteredModel(
            newNamed: name, in: workspace, description: modelDescription, tags: tags,
            at: platform.now().milliseconds)
        let reach = by.reach
        return try await platform.tracked().writing(
            asking: .creating(new, within: reach)
        ) { session throws(TrackingError) in try session.create(new, within: reach) }
    }
}
