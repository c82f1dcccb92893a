package import Governance
package import Tracking

/// A webhook that is told of registered models, without its secret.
package struct ReadRegistryWebhook: Operation {
    package let id: String
    package let by: Actor

    package static let permission = Permission.manageWebhooks
    package var object: OperationObject { .platform }

    package init(id: String, by: Actor) {
        self.id = id
        self.by = by
    }

    package func run(on platform: Platform) async throws -> RegistryWebhook {
        let id = id
        return try await platform.tracked().reading { session throws(TrackingError) in
            try session.webhook(id)
        }
    }
}
