package import Governance
import Ledger
import Tracking
import Transparency

/// Tells another system nothing more of registered models; what it has yet to be told is dropped.
package struct DeleteRegistryWebhook: Operation {
    package let id: String
    package let by: Actor

    package static let permission = Permission.manageWebhooks
    package var object: OperationObject { .platform }

    package init(id: String, by: Actor) {
        self.id = id
        self.by = by
    }

    package func run(on platform: Platform) async throws {
        let id = id
        let tracked = try platform.tracked()
        // First, so that nobody is told what the ledger says they are not.
        try await tracked.writing { session throws(TrackingError) in
            try session.delete(webhook: id)
        }
        _ = try await platform.perform { turn in
            let by = try await turn.principal(self.by, in: .standard, on: platform)
            try await turn.record(
                .registryWebhookRemoved, ["webhook": .string(id)], by: by)
        }
    }
}
