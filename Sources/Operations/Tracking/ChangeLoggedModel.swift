package import Governance
package import Tracking
import Transparency

/// Says that a logged model is whole, changes its tags or parameters, or deletes it.
package struct ChangeLoggedModel: Operation {
    package let id: String
    package let change: LoggedModelChange
    package let by: Actor

    package static let permission = Permission.logRuns
    package var object: OperationObject { .visible }

    package init(id: String, change: LoggedModelChange, by: Actor) {
        self.id = id
        self.change = change
        self.by = by
    }

    package func run(on platform: Platform) async throws -> LoggedModel {
        let (id, change, reach) = (id, change, by.reach)
        let now = platform.now().milliseconds
        return try await platform.tracked().writing { session throws(TrackingError) in
            try session.change(model: id, change, at: now, within: reach)
        }
    }
}
