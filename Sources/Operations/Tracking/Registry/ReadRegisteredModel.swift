package import Governance
package import Tracking

/// Reads a registered model with its tags, its aliases and its newest versions.
package struct ReadRegisteredModel: Operation {
    package let name: String
    package let by: Actor

    package static let permission = Permission.readRuns
    package var object: OperationObject { .visible }

    package init(
        name: String,
        by: Actor
    ) {
        self.name = name
        self.by = by
    }

    package func run(on platform: Platform) async throws -> RegisteredModel {
        let (name, reach) = (name, by.reach)
        return try await platform.tracked().reading { session throws(TrackingError) in
            try session.registeredModel(name, within: reach)
        }
    }
}
