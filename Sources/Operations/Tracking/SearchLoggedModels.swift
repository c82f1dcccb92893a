package import Governance
package import Tracking

/// Finds logged models of experiments that the actor may see.
package struct SearchLoggedModels: Operation {
    package let search: LoggedModelSearch
    package let by: Actor

    package static let permission = Permission.readRuns
    package var object: OperationObject { .visible }

    package init(search: LoggedModelSearch, by: Actor) {
        self.search = search
        self.by = by
    }

    package func run(on platform: Platform) async throws -> SearchPage<LoggedModel> {
        let (search, reach) = (search, by.reach)
        return try await platform.tracked().searching { session throws(TrackingError) in
            try session.models(search, within: reach)
        }
    }
}
