package import Governance
package import Tracking

/// The webhooks that are told of registered models, newest first, without their secrets.
package struct ListRegistryWebhooks: Operation {
    package let limit: Int
    package let start: PageToken
    package let by: Actor

    package static let permission = Permission.manageWebhooks
    package var object: OperationObject { .platform }

    package init(limit: Int, start: PageToken, by: Actor) {
        self.limit = limit
        self.start = start
        self.by = by
    }

    package func run(on platform: Platform) async throws -> SearchPage<RegistryWebhook> {
        let (limit, start) = (limit, start)
        return try await platform.tracked().reading { session throws(TrackingError) in
            try session.webhooks(limit: limit, start: start)
        }
    }
}
